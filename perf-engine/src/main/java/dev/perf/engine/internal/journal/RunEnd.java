package dev.perf.engine.internal.journal;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.ErrorResult;
import dev.perf.result.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param reason why it ended early; null where its load came to its end
 * @param verdict what it had come to then; null where the thresholds decide
 * @param leftBehind users that took no notice of the end
 * @param setupErrors failures of the setup, without which there was no load
 */
public record RunEnd(
        @Nullable String reason, @Nullable Verdict verdict, int leftBehind, List<ErrorResult> setupErrors) {

    private static final Verdict[] VERDICTS = Verdict.values();

    /** Writes the end. */
    public void write(ByteOutput out) {
        out.optional(reason, ByteOutput::text);
        out.optional(verdict, ByteOutput::constant);
        out.number(leftBehind);
        out.list(setupErrors, (to, error) -> {
            to.text(error.kind());
            to.text(error.request());
            to.text(error.message());
            to.number(error.count());
            to.duration(error.firstSeen());
            to.duration(error.lastSeen());
        });
    }

    /**
     * Reads an end that was written.
     *
     * @throws BadBytesException if {@code in} has none
     */
    public static RunEnd read(ByteInput in) {
        return new RunEnd(
                in.optional(ByteInput::text),
                in.optional(from -> from.constant(VERDICTS)),
                in.number(Integer.MAX_VALUE),
                in.list(from -> new ErrorResult(
                        from.text(), from.text(), from.text(), from.number(), from.duration(), from.duration())));
    }
}
