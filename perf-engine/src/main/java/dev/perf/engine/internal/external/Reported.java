package dev.perf.engine.internal.external;

import dev.perf.engine.internal.external.Entry.Failure;
import dev.perf.result.ErrorResult;
import dev.perf.result.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What a tool reports of a whole run, without single requests.
 *
 * @param intervals the run over time; empty where that is not reported
 * @param errors failures; empty where they are only counted
 * @param checks how many checks passed, and how many did not
 * @param iterations iterations that ended
 */
record Reported(
        Instant startedAt,
        Duration duration,
        List<Requests> requests,
        List<Interval> intervals,
        List<ErrorResult> errors,
        long[] checks,
        long iterations) {

    /**
     * The requests of one name.
     *
     * @param tags name, and what else is known of them
     * @param bytesReceived by each of them
     */
    record Requests(Map<String, String> tags, long failed, ReportedTimes times, long bytesReceived) {}

    /** Hands over what all of it is made of, at the end of the run. */
    void entries(Consumer<Entry> to) {
        long start = startedAt.getEpochSecond() * 1_000_000_000L + startedAt.getNano();
        long end = start + duration.toNanos();
        for (Requests each : requests) {
            var left = new AtomicLong(each.failed);
            each.times.forEach(nanos -> to.accept(new Entry.Request(
                    end,
                    each.tags,
                    Entry.Request.UNKNOWN,
                    left.getAndDecrement() > 0 ? new Failure("unknown", "failed, says the tool") : null,
                    0,
                    0,
                    0,
                    nanos,
                    0,
                    each.bytesReceived)));
        }
        for (int i = 0; i < checks.length; i++) {
            for (long n = 0; n < checks[i]; n++) {
                to.accept(new Entry.Check(end, "all checks", i == 0));
            }
        }
        for (long n = 0; n < iterations; n++) {
            to.accept(new Entry.Iteration(end, "all", 0));
        }
    }
}
