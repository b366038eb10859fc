package dev.perf.engine.internal.script;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.trace.Tracing;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the users of a scenario wait for that others do, and who reads of what they do.
 *
 * @param meetings where they wait for each other
 * @param own what holds back the requests of the scenario; null for nothing
 * @param common what holds back the requests of the whole test; null for nothing
 * @param allowance without which no request is sent; null where none is needed
 * @param tracing who reads of what they do; null for nobody
 */
record Coordination(
        Meetings meetings,
        @Nullable RequestGate own,
        @Nullable RequestGate common,
        @Nullable Allowance allowance,
        @Nullable Tracing tracing) {

    /** Returns what holds back requests, in the order in which they pass it. */
    List<RequestGate> gates() {
        return Stream.of(own, common).filter(Objects::nonNull).toList();
    }

    /**
     * The load begins.
     *
     * @param runStart start of the run, pauses since then left out
     * @param start start of the scenario's load
     */
    void begin(long runStart, long start) {
        if (own != null) {
            own.begin(start);
        }
        if (common != null) {
            common.begin(runStart);
        }
    }

    /** The load is paused since {@code nanos}. */
    void paused(long nanos) {
        gates().forEach(gate -> gate.paused(nanos));
    }

    /** The load goes on since {@code nanos}. */
    void resumed(Clock clock, long nanos) {
        gates().forEach(gate -> gate.resumed(clock, nanos));
    }

    /** Another part of the load is this process's. */
    void shared(Clock clock, Part next) {
        gates().forEach(gate -> gate.shared(clock, next));
    }
}
