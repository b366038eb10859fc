package dev.perf.distributed;

import dev.perf.plan.TestOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a job never changes, and outlives the process.
 *
 * @param sequence its place in the order of submission, from 1
 * @param test name of the test
 * @param planned how long the load of the test takes
 * @param origin how the test is made again; null where nobody knows
 */
record JobTerms(
        String id,
        long sequence,
        String name,
        Priority priority,
        Map<String, String> required,
        int leastAgents,
        int mostAgents,
        Duration timeout,
        JobRequest.Retries retries,
        @Nullable Instant notBefore,
        @Nullable Duration patience,
        Map<String, String> tags,
        String test,
        Duration planned,
        @Nullable TestOrigin origin,
        Instant submittedAt) {

    static JobTerms of(JobRequest request, String id, long sequence, Instant now) {
        var plan = request.test().plan();
        return new JobTerms(
                id,
                sequence,
                request.name(),
                request.priority(),
                request.required(),
                request.leastAgents(),
                request.mostAgents(),
                request.timeout(),
                request.retries(),
                request.notBefore(),
                request.patience(),
                request.tags(),
                plan.name(),
                plan.duration(),
                plan.origin(),
                now);
    }
}
