package dev.perf.result;

import static dev.perf.source.Given.given;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Everything a run measured and decided. Immutable; samples of the warm-up are in {@link #warmUp} alone.
 *
 * <p>All times of a run count from one moment, {@link #startedAt}: the start of its load, the warm-up included. That
 * holds for intervals, planned load, events, errors, first breaches of thresholds and the seconds that the generator's
 * health names.
 *
 * @param test name of the test
 * @param runId name of the run, unique and in order of time
 * @param startedAt when the load began; compiling and rehearsing come before
 * @param duration how long it measured: warm-up not included, graceful stop included
 * @param verdict the outcome
 * @param reason the outcome in one sentence
 * @param tags put on the run as a whole
 * @param seed what random choices, pauses and data orders followed from
 * @param plannedLoad the load that was asked for
 * @param ledger the account of all iterations
 * @param thresholds what came of each threshold, in the plan's order
 * @param requests what the requests came to, by name, in the order in which the test names them; those whose names lambda
 *     steps make up come last, in the order they were first sent
 * @param metrics all metrics: totals, those by tag that the summary always has, and those that thresholds ask for
 * @param errors failures, most frequent first; where the setup failed, and there was no load, those of the setup, at zero
 * @param warmUp the warm-up over time, for people to look at: no other number counts it; empty without a warm-up
 * @param intervals the run over time, without gaps, from the end of the warm-up on
 * @param events what was done to the run while it was under way, in order; at most the first 1,000 acts
 * @param generator whether the numbers can be trusted
 * @param environment where the run took place
 * @param warnings what a reader should know before believing the numbers
 * @param report folder of the written report; null where none was written
 * @param slos what came of each service level objective, in the plan's order
 * @param baseline {@code summary.json} of the earlier run that the test is compared with, or the folder of its report; null
 *     where the test names none
 * @param agents what each agent did, in the order in which they began; empty where the load came from this process
 */
public record RunResult(
        String test,
        String runId,
        Instant startedAt,
        Duration duration,
        Verdict verdict,
        String reason,
        Map<String, String> tags,
        long seed,
        List<PlannedLoad> plannedLoad,
        Ledger ledger,
        List<ThresholdResult> thresholds,
        List<RequestResult> requests,
        List<MetricResult> metrics,
        List<ErrorResult> errors,
        List<Interval> warmUp,
        List<Interval> intervals,
        List<RunEvent> events,
        GeneratorHealth generator,
        Environment environment,
        List<String> warnings,
        @Nullable Path report,
        List<SloResult> slos,
        @Nullable Path baseline,
        List<AgentResult> agents) {

    /** Copies the collections. */
    public RunResult {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        plannedLoad = List.copyOf(plannedLoad);
        thresholds = List.copyOf(thresholds);
        requests = List.copyOf(requests);
        metrics = List.copyOf(metrics);
        errors = List.copyOf(errors);
        warmUp = List.copyOf(warmUp);
        intervals = List.copyOf(intervals);
        events = List.copyOf(events);
        warnings = List.copyOf(warnings);
        slos = List.copyOf(slos);
        agents = List.copyOf(agents);
    }

    /**
     * Starts a result of a run, for those who make results of their own.
     *
     * @param test name of the test
     * @param runId name of the run
     * @param startedAt when the load began
     */
    public static RunResultBuilder builder(String test, String runId, Instant startedAt) {
        return new RunResultBuilder(given(test, "test"), given(runId, "runId"), given(startedAt, "startedAt"));
    }

    /** Returns a builder that begins with all that this result has. */
    public RunResultBuilder toBuilder() {
        return new RunResultBuilder(this);
    }

    /** Tells whether the verdict is {@link Verdict#PASSED}. */
    public boolean passed() {
        return verdict == Verdict.PASSED;
    }

    /**
     * Returns what the requests named {@code name} came to.
     *
     * @throws NoSuchElementException if no request of that name was sent; the message lists the names that were
     */
    public RequestResult request(String name) {
        return requests.stream()
                .filter(request -> request.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no request named \"" + name + "\" was sent; there are "
                        + requests.stream().map(RequestResult::name).toList()));
    }

    /**
     * Returns what a metric came to.
     *
     * @param key {@code name} or {@code name{tag:value}}
     * @throws NoSuchElementException if there is no such metric; the message lists those that there are
     */
    public MetricResult metric(String key) {
        return metrics.stream()
                .filter(metric -> metric.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no metric " + key + " was measured; there are "
                        + metrics.stream().map(MetricResult::key).toList()));
    }

    /**
     * Returns the threshold to look at first: the one without samples or furthest beyond its limit or, where all held,
     * the one closest to its limit, by {@link ThresholdResult#relativeMargin}; null where there are no thresholds.
     */
    public @Nullable ThresholdResult worstThreshold() {
        return thresholds.stream().min(ThresholdResult.WORST_FIRST).orElse(null);
    }

    /** Returns the response times of all requests. */
    public Distribution responseTime() {
        return requests.stream().map(RequestResult::responseTime).reduce(Distribution.EMPTY, Distribution::plus);
    }

    /** Returns the service times of all requests. */
    public Distribution serviceTime() {
        return requests.stream().map(RequestResult::serviceTime).reduce(Distribution.EMPTY, Distribution::plus);
    }

    /**
     * Returns the ten slowest requests, slowest first: of each name and interval of the run the slowest is known, so that
     * one moment in which all were slow does not hide the others.
     */
    public List<SlowRequest> slowest() {
        return requests.stream()
                .flatMap(request -> request.detail().slowest().stream())
                .sorted(Comparator.comparing(SlowRequest::responseTime).reversed())
                .limit(10)
                .toList();
    }

    /** Returns how many requests ended, failed ones among them. */
    public long requestCount() {
        return requests.stream().mapToLong(RequestResult::count).sum();
    }

    /** Returns how many requests failed. */
    public long failedCount() {
        return requests.stream().mapToLong(RequestResult::failed).sum();
    }

    /** Returns how long the warm-up took, since the start of the load; zero without one. */
    public Duration warmUpLength() {
        return warmUp.isEmpty()
                ? Duration.ZERO
                : warmUp.getLast().start().plus(warmUp.getLast().length());
    }

    /** Returns {@code count} per second of the run. */
    public double perSecond(long count) {
        return duration.isZero() ? 0 : count / (duration.toNanos() / 1e9);
    }

    /**
     * Throws if the verdict is not {@link Verdict#PASSED}.
     *
     * @return this result
     * @throws RunFailedError whose message begins with the worst violation and goes on with all thresholds
     */
    public RunResult verify() {
        if (!passed()) {
            throw new RunFailedError(this);
        }
        return this;
    }

    /** Returns this result with the folder that its report was written to. */
    public RunResult withReport(Path folder) {
        return toBuilder().report(folder).build();
    }

    /** Returns this result with further warnings. */
    public RunResult withWarnings(List<String> more) {
        var all = new ArrayList<>(warnings);
        all.addAll(more);
        return toBuilder().warnings(all).build();
    }

    /** Returns this result with another verdict, for those who judge by other rules; nothing else changes. */
    public RunResult withVerdict(Verdict other) {
        return toBuilder().verdict(other, reason).build();
    }
}
