package dev.perf.distributed;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a job was at a moment.
 *
 * @param id its id, unique in the queue
 * @param name its name
 * @param priority its priority
 * @param tags what it was tagged with
 * @param state where it is
 * @param reason the state in a sentence, such as why it waits, or how its last run ended
 * @param submittedAt when it was submitted
 * @param endedAt when it was over; null while it is not
 * @param attempts its runs, in order; the last one may be under way
 */
public record JobStatus(
        String id,
        String name,
        Priority priority,
        Map<String, String> tags,
        JobState state,
        String reason,
        Instant submittedAt,
        @Nullable Instant endedAt,
        List<Attempt> attempts) {

    /** Copies the collections. */
    public JobStatus {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        attempts = List.copyOf(attempts);
    }

    /** Tells whether its run has passed. */
    public boolean passed() {
        return state == JobState.PASSED;
    }
}
