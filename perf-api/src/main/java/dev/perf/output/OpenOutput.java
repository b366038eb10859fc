package dev.perf.output;

import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Output} that is open for one run. All calls come from the thread that ends the intervals, in order: what they
 * take delays the next interval, so they hand over and return. The last is {@link #close}, whatever else comes.
 */
public interface OpenOutput extends AutoCloseable {

    /**
     * Returns what people should know of it as the run begins, such as the address under which it can be reached; a line
     * each. What follows a {@code #} in an address is shown and not logged. Empty by default.
     */
    default List<String> notes() {
        return List.of();
    }

    /**
     * An interval has ended.
     *
     * @param at the time of day at its end
     * @param snapshot the interval, with its {@linkplain Snapshot#detail detail}
     */
    void add(Instant at, Snapshot snapshot);

    /**
     * The run has ended and its report is about to be written, which waits: for some seconds at most.
     *
     * @param result what the run came to, without a report yet
     * @return warnings for the result: what could not be written, and why
     */
    List<String> end(RunResult result);

    /**
     * The report of the run is written, or it is to have none; told once, after {@link #end}. Nothing is done by default.
     *
     * @param result with its report
     */
    default void reported(RunResult result) {}

    /**
     * Returns what is still waited for, such as somebody who fetches the last numbers; asked again and again after
     * {@link #end}, when the report is written already. The run ends when the answer is null, as it is by default. To answer
     * so after some time is up to the output.
     */
    default @Nullable String awaited() {
        return null;
    }

    /** Releases what it holds, at once. The run may have ended with a fault and without an {@link #end}. */
    @Override
    void close();
}
