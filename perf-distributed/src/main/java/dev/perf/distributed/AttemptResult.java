package dev.perf.distributed;

import dev.perf.report.compare.StoredRun;
import dev.perf.report.compare.StoredRunException;
import dev.perf.result.RunResult;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt that has ended.
 *
 * @param attempt the attempt
 * @param result all that was measured; null where there is no result, or where it is in the report alone: because the queue
 *     was opened again since, or has had many other results
 */
public record AttemptResult(Attempt attempt, @Nullable RunResult result) {

    /**
     * Returns the figures of the run: of the result or, where that is not there any more, read from the report.
     *
     * @throws NoSuchElementException if the attempt has left neither
     * @throws StoredRunException if the report cannot be read
     */
    public StoredRun figures() {
        if (result != null) {
            return StoredRun.of(result);
        }
        if (attempt.report() == null) {
            throw new NoSuchElementException("attempt " + attempt.number() + " has no report: " + attempt.reason());
        }
        return StoredRun.read(attempt.report());
    }
}
