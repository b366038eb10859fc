package dev.perf.distributed;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as its file has it.
 *
 * @param retryAt when it may be tried again; null where nothing holds it back
 */
record StoredJob(
        JobTerms terms,
        JobState state,
        String reason,
        @Nullable Instant retryAt,
        @Nullable Instant endedAt,
        List<Attempt> attempts) {

    StoredJob {
        attempts = List.copyOf(attempts);
    }
}
