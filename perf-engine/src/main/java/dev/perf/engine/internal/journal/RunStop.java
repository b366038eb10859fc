package dev.perf.engine.internal.journal;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Why a run ends early.
 *
 * @param reason in words
 * @param verdict what it has come to then; null where the thresholds decide
 */
public record RunStop(String reason, @Nullable Verdict verdict) {

    private static final Verdict[] VERDICTS = Verdict.values();

    /** Writes the stop. */
    public void write(ByteOutput out) {
        out.text(reason);
        out.optional(verdict, ByteOutput::constant);
    }

    /**
     * Reads a stop that was written.
     *
     * @throws BadBytesException if {@code in} has none
     */
    public static RunStop read(ByteInput in) {
        return new RunStop(in.text(), in.optional(from -> from.constant(VERDICTS)));
    }
}
