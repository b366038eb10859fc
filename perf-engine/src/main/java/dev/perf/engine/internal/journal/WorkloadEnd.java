package dev.perf.engine.internal.journal;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.time.Duration;

/**
 * An agent's part of a workload is over.
 *
 * @param workload its place in the plan, from 0
 * @param kind what is over of it
 * @param at when, in load time since the start of the run
 */
public record WorkloadEnd(int workload, Kind kind, Duration at) {

    /** What can be over. */
    public enum Kind {
        /** It begins no more iterations, for the agent's load is stopped; its users may be under way. */
        CUT,
        /** It begins no more iterations, for that was all of them; its users may be under way. */
        STOPPED,
        /** All its users have ended, and it was not cut. */
        FINISHED
    }

    private static final Kind[] KINDS = Kind.values();

    /** Writes the end. */
    public void write(ByteOutput out) {
        out.number(workload);
        out.constant(kind);
        out.duration(at);
    }

    /**
     * Reads an end that was written.
     *
     * @throws BadBytesException if {@code in} has none
     */
    public static WorkloadEnd read(ByteInput in) {
        var end = new WorkloadEnd(in.number(Integer.MAX_VALUE), in.constant(KINDS), in.duration());
        if (end.at().isNegative()) {
            throw new BadBytesException("workload " + end.workload() + " ended before the run");
        }
        return end;
    }
}
