package dev.perf.engine.internal.run;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The agents of a run, as far as a plan may ask for samples of one of them.
 *
 * @param names their names; null where others know them and have checked
 */
record AgentNames(@Nullable SortedSet<String> names) {

    /** The run is local. */
    static final AgentNames NONE = new AgentNames(new TreeSet<>());

    /** This process puts on a share of the load: whoever conducts the run has checked. */
    static final AgentNames ANY = new AgentNames(null);

    static AgentNames of(Collection<String> names) {
        return new AgentNames(new TreeSet<>(names));
    }
}
