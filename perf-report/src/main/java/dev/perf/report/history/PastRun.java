package dev.perf.report.history;

import dev.perf.result.Environment;
import dev.perf.result.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run, as a history keeps it. Immutable.
 *
 * @param test name of the test
 * @param runId name of the run
 * @param startedAt when its load began
 * @param duration how long it measured
 * @param verdict its outcome
 * @param reason the outcome in a sentence
 * @param tags put on the run as a whole
 * @param build which version it measured, as far as the CI server told; a tag of the same name comes first
 * @param machine where it ran: the tag {@code machine}, the kind of runner of a CI server whose machines are thrown away, or
 *     the host
 * @param environment the same in detail
 * @param plan each scenario with its load, in words
 * @param offeredPerSecond iterations that were due per second
 * @param total all requests
 * @param requests those of each name, at most the {@value #MOST_REQUESTS} with the most requests
 * @param comparison how it compared with an earlier run; null where there was none to compare with
 * @param report folder of its report, relative to that of the history, with {@code /} between names; null for none
 */
public record PastRun(
        String test,
        String runId,
        Instant startedAt,
        Duration duration,
        Verdict verdict,
        String reason,
        Map<String, String> tags,
        Build build,
        String machine,
        Environment environment,
        List<String> plan,
        double offeredPerSecond,
        Figures total,
        List<Figures> requests,
        @Nullable PastComparison comparison,
        @Nullable String report) {

    /** Requests of more names than that are left out. */
    public static final int MOST_REQUESTS = 100;

    /** Copies the collections. */
    public PastRun {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        plan = List.copyOf(plan);
        requests = List.copyOf(requests);
    }

    /**
     * Which version of the target, or of the test, a run measured.
     *
     * @param commit null where that is not known
     * @param branch null where that is not known
     */
    public record Build(@Nullable String commit, @Nullable String branch) {}

    /**
     * What requests came to. Times are response times in milliseconds; null where too few requests bear them out.
     *
     * @param name name of the request; empty for all together
     * @param count requests that ended, failed ones among them
     * @param failed requests that failed
     * @param perSecond requests that ended per second
     */
    public record Figures(
            String name,
            long count,
            long failed,
            double perSecond,
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99) {

        /** Returns the share of requests that failed; 0 without requests. */
        public double errorRate() {
            return count == 0 ? 0 : (double) failed / count;
        }
    }

    /**
     * Runs that may stand on one line: of one test with one load, on machines of one kind.
     *
     * @param machine where they ran
     * @param cores of the machine
     */
    public record Line(String test, List<String> plan, String machine, String os, int cores) {}

    /** Returns the line on which it stands. */
    public Line line() {
        return new Line(test, plan, machine, environment.os(), environment.cores());
    }
}
