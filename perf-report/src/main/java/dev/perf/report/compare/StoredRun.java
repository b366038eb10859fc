package dev.perf.report.compare;

import dev.perf.report.internal.RequestTimeline;
import dev.perf.result.Environment;
import dev.perf.result.Interval;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of a run is needed to compare it with another. Immutable. */
public final class StoredRun {

    /**
     * A value at a time.
     *
     * @param at since the end of the warm-up
     * @param value in the unit of the metric
     */
    public record Point(Duration at, double value) {}

    private final RunFacts facts;
    private final Series total;
    private final Map<String, Series> requests;

    /**
     * Creates a run.
     *
     * @param facts what is known of it as a whole
     * @param total all requests
     * @param requests those of each name, in order
     */
    StoredRun(RunFacts facts, Series total, Map<String, Series> requests) {
        this.facts = facts;
        this.total = total;
        this.requests = Collections.unmodifiableMap(new LinkedHashMap<>(requests));
    }

    /** Takes what is needed of a result. */
    public static StoredRun of(RunResult result) {
        var requests = new LinkedHashMap<String, Series>();
        for (RequestResult request : result.requests()) {
            Stretch whole = new Stretch(
                    result.warmUpLength(),
                    result.duration(),
                    request.count(),
                    request.failed(),
                    request.responseTime());
            requests.put(request.name(), new Series(whole, course(request, result.intervals())));
        }
        Stretch whole = new Stretch(
                result.warmUpLength(),
                result.duration(),
                result.requestCount(),
                result.failedCount(),
                result.responseTime());
        return new StoredRun(
                RunFacts.of(result),
                new Series(
                        whole,
                        result.intervals().stream().map(StoredRun::stretch).toList()),
                requests);
    }

    /**
     * Reads a run from the folder of its report.
     *
     * @param path the folder, or the {@code summary.json} in it; {@code histograms.hlog} must be beside that
     * @throws StoredRunException if that is not what a run left
     */
    public static StoredRun read(Path path) {
        return RunFolder.read(path);
    }

    /** In the very stretches in which the report keeps it, so that a stored run compares as the one that was measured. */
    private static List<Stretch> course(RequestResult request, List<Interval> intervals) {
        return RequestTimeline.coarse(request.detail().course(), intervals).stream()
                .map(part -> new Stretch(part.start(), part.length(), part.count(), part.failed(), part.responseTime()))
                .toList();
    }

    private static Stretch stretch(Interval interval) {
        return new Stretch(
                interval.start(), interval.length(), interval.requests(), interval.failed(), interval.responseTime());
    }

    /** Returns the name of the test. */
    public String test() {
        return facts.test();
    }

    /** Returns the name of the run. */
    public String runId() {
        return facts.runId();
    }

    /** Returns when its load began. */
    public Instant startedAt() {
        return facts.startedAt();
    }

    /** Returns how long it measured. */
    public Duration duration() {
        return facts.duration();
    }

    /** Returns its outcome. */
    public Verdict verdict() {
        return facts.verdict();
    }

    /** Returns the tags that were put on it. */
    public Map<String, String> tags() {
        return facts.tags();
    }

    /** Returns where it took place. */
    public Environment environment() {
        return facts.environment();
    }

    /** Returns how many requests ended, failed ones among them. */
    public long requestCount() {
        return total.whole().count();
    }

    /**
     * Returns a metric of all requests over time, in the stretches in which enough requests ended to tell it; nothing where
     * the course is not known.
     */
    public List<Point> overTime(Metric metric) {
        return total.course().stream()
                .filter(metric::isSupportedBy)
                .map(stretch -> new Point(stretch.middle().minus(facts.warmUp()), metric.of(stretch)))
                .toList();
    }

    RunFacts facts() {
        return facts;
    }

    Series total() {
        return total;
    }

    Map<String, Series> requests() {
        return requests;
    }

    @Override
    public String toString() {
        return "run " + runId() + " of \"" + test() + "\"";
    }
}
