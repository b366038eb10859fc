package dev.perf.engine.internal.run;

import dev.perf.engine.internal.plan.Shares;
import dev.perf.engine.internal.script.Allowance;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What the process does of a run for which a plan is compiled.
 *
 * @param shares what it has of the load, and later gets
 * @param allowance without which it sends no request; null where it needs none
 * @param agents whose samples may be asked for
 */
record Place(Shares shares, @Nullable Allowance allowance, AgentNames agents) {

    /** Returns a process that puts on all of the load. */
    static Place alone() {
        return new Place(Shares.whole(), null, AgentNames.NONE);
    }

    /** Returns a process that puts on a share of the load. */
    static Place agent(Shares shares, @Nullable Allowance allowance) {
        return new Place(shares, allowance, AgentNames.ANY);
    }

    /** Returns the process that conducts a run of agents. */
    static Place coordinator(Collection<String> agents) {
        return new Place(Shares.whole(), null, AgentNames.of(agents));
    }
}
