package dev.perf.result;

import static dev.perf.source.Given.given;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link RunResult} together by the names of its parts: for those who make results of their own, such as importers of
 * other tools and tests of a {@link dev.perf.spi.ResultWriter}. What is not given is empty.
 *
 * {@snippet :
 * RunResult.builder("shop", "20261121-090000-shop", started)
 *         .verdict(Verdict.PASSED, "all thresholds held")
 *         .requests(requests)
 *         .build();
 * }
 *
 * <p>Every method returns this builder, which is for one thread and may be used again.
 */
public final class RunResultBuilder {

    private final String test;
    private final String runId;
    private final Instant startedAt;
    private Verdict verdict = Verdict.INVALID;
    private String reason = "nobody judged it";
    private Duration duration = Duration.ZERO;
    private Map<String, String> tags = Map.of();
    private long seed = 0;
    private List<PlannedLoad> plannedLoad = List.of();
    private Ledger ledger = Ledger.EMPTY;
    private List<ThresholdResult> thresholds = List.of();
    private List<RequestResult> requests = List.of();
    private List<MetricResult> metrics = List.of();
    private List<ErrorResult> errors = List.of();
    private List<Interval> warmUp = List.of();
    private List<Interval> intervals = List.of();
    private List<RunEvent> events = List.of();
    private GeneratorHealth generator = new GeneratorHealth(GeneratorHealth.State.NOT_MEASURED, "", List.of());
    private Environment environment = Environment.UNKNOWN;
    private List<String> warnings = List.of();
    private @Nullable Path report = null;
    private List<SloResult> slos = List.of();
    private @Nullable Path baseline = null;
    private List<AgentResult> agents = List.of();

    RunResultBuilder(String test, String runId, Instant startedAt) {
        this.test = test;
        this.runId = runId;
        this.startedAt = startedAt;
    }

    RunResultBuilder(RunResult result) {
        this(result.test(), result.runId(), result.startedAt());
        verdict = result.verdict();
        reason = result.reason();
        duration = result.duration();
        tags = result.tags();
        seed = result.seed();
        plannedLoad = result.plannedLoad();
        ledger = result.ledger();
        thresholds = result.thresholds();
        requests = result.requests();
        metrics = result.metrics();
        errors = result.errors();
        warmUp = result.warmUp();
        intervals = result.intervals();
        events = result.events();
        generator = result.generator();
        environment = result.environment();
        warnings = result.warnings();
        report = result.report();
        slos = result.slos();
        baseline = result.baseline();
        agents = result.agents();
    }

    /**
     * Sets the outcome. Without it the result is {@link Verdict#INVALID}, because nobody judged it.
     *
     * @param verdict the outcome
     * @param reason the outcome in one sentence
     */
    public RunResultBuilder verdict(Verdict verdict, String reason) {
        this.verdict = given(verdict, "verdict");
        this.reason = given(reason, "reason");
        return this;
    }

    /**
     * Sets how long the run measured.
     *
     * @param duration warm-up not included, graceful stop included; zero unless given
     */
    public RunResultBuilder duration(Duration duration) {
        this.duration = given(duration, "duration");
        return this;
    }

    /**
     * Sets the tags put on the run as a whole.
     *
     * @param tags none unless given
     */
    public RunResultBuilder tags(Map<String, String> tags) {
        this.tags = given(tags, "tags");
        return this;
    }

    /**
     * Sets what random choices, pauses and data orders followed from.
     *
     * @param seed 0 unless given
     */
    public RunResultBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Sets the load that was asked for.
     *
     * @param plannedLoad none unless given
     */
    public RunResultBuilder plannedLoad(List<PlannedLoad> plannedLoad) {
        this.plannedLoad = given(plannedLoad, "plannedLoad");
        return this;
    }

    /**
     * Sets the account of all iterations.
     *
     * @param ledger {@link Ledger#EMPTY} unless given
     */
    public RunResultBuilder ledger(Ledger ledger) {
        this.ledger = given(ledger, "ledger");
        return this;
    }

    /**
     * Sets what came of each threshold.
     *
     * @param thresholds in the plan's order; none unless given
     */
    public RunResultBuilder thresholds(List<ThresholdResult> thresholds) {
        this.thresholds = given(thresholds, "thresholds");
        return this;
    }

    /**
     * Sets what the requests came to.
     *
     * @param requests by name, in the plan's order; none unless given
     */
    public RunResultBuilder requests(List<RequestResult> requests) {
        this.requests = given(requests, "requests");
        return this;
    }

    /**
     * Sets all metrics.
     *
     * @param metrics none unless given
     */
    public RunResultBuilder metrics(List<MetricResult> metrics) {
        this.metrics = given(metrics, "metrics");
        return this;
    }

    /**
     * Sets the failures.
     *
     * @param errors most frequent first; none unless given
     */
    public RunResultBuilder errors(List<ErrorResult> errors) {
        this.errors = given(errors, "errors");
        return this;
    }

    /**
     * Sets the warm-up over time.
     *
     * @param warmUp none unless given
     */
    public RunResultBuilder warmUp(List<Interval> warmUp) {
        this.warmUp = given(warmUp, "warmUp");
        return this;
    }

    /**
     * Sets the run over time.
     *
     * @param intervals without gaps, from the end of the warm-up on; none unless given
     */
    public RunResultBuilder intervals(List<Interval> intervals) {
        this.intervals = given(intervals, "intervals");
        return this;
    }

    /**
     * Sets what was done to the run while it was under way.
     *
     * @param events in order; none unless given
     */
    public RunResultBuilder events(List<RunEvent> events) {
        this.events = given(events, "events");
        return this;
    }

    /**
     * Sets whether the numbers can be trusted.
     *
     * @param generator {@link GeneratorHealth.State#NOT_MEASURED not measured} unless given
     */
    public RunResultBuilder generator(GeneratorHealth generator) {
        this.generator = given(generator, "generator");
        return this;
    }

    /**
     * Sets where the run took place.
     *
     * @param environment {@link Environment#UNKNOWN} unless given
     */
    public RunResultBuilder environment(Environment environment) {
        this.environment = given(environment, "environment");
        return this;
    }

    /**
     * Sets what a reader should know before believing the numbers.
     *
     * @param warnings none unless given
     */
    public RunResultBuilder warnings(List<String> warnings) {
        this.warnings = given(warnings, "warnings");
        return this;
    }

    /**
     * Sets the folder of the written report.
     *
     * @param report null, which it is unless given, where none was written
     */
    public RunResultBuilder report(@Nullable Path report) {
        this.report = report;
        return this;
    }

    /**
     * Sets what came of each service level objective.
     *
     * @param slos in the plan's order; none unless given
     */
    public RunResultBuilder slos(List<SloResult> slos) {
        this.slos = given(slos, "slos");
        return this;
    }

    /**
     * Sets the earlier run that the test is compared with.
     *
     * @param baseline its {@code summary.json}, or the folder of its report; null, which it is unless given, for none
     */
    public RunResultBuilder baseline(@Nullable Path baseline) {
        this.baseline = baseline;
        return this;
    }

    /**
     * Sets what each agent did.
     *
     * @param agents in the order in which they began; none, which is a run of this process, unless given
     */
    public RunResultBuilder agents(List<AgentResult> agents) {
        this.agents = given(agents, "agents");
        return this;
    }

    /** Returns the result. */
    public RunResult build() {
        return new RunResult(
                test,
                runId,
                startedAt,
                duration,
                verdict,
                reason,
                tags,
                seed,
                plannedLoad,
                ledger,
                thresholds,
                requests,
                metrics,
                errors,
                warmUp,
                intervals,
                events,
                generator,
                environment,
                warnings,
                report,
                slos,
                baseline,
                agents);
    }
}
