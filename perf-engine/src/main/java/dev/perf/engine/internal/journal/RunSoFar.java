package dev.perf.engine.internal.journal;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.time.Duration;

/**
 * What a run has come to at the end of an interval, besides what was measured.
 *
 * @param elapsed the end of the interval, since the start of the load
 * @param news all that was new until then
 * @param omittedEvents how many events there were that are not kept
 * @param parts how many parts the measurement has
 */
public record RunSoFar(Duration elapsed, RunNews news, long omittedEvents, int parts) {

    /** Writes it. */
    public void write(ByteOutput out) {
        out.duration(elapsed);
        news.write(out);
        out.number(omittedEvents);
        out.number(parts);
    }

    /**
     * Reads what was written.
     *
     * @throws BadBytesException if {@code in} has none
     */
    public static RunSoFar read(ByteInput in) {
        return new RunSoFar(in.duration(), RunNews.read(in), in.number(), in.number(Integer.MAX_VALUE));
    }
}
