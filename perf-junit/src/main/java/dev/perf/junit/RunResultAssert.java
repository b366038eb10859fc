package dev.perf.junit;

import dev.perf.result.MetricResult;
import dev.perf.result.ReportLink;
import dev.perf.result.RequestResult;
import dev.perf.result.RunFailedError;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on the result of a run. */
public final class RunResultAssert extends AbstractAssert<RunResultAssert, RunResult> {

    /** Violations of soft assertions; null where the first one throws. */
    private final @Nullable List<Violation> collected;

    /** Begins assertions on a result; {@link PerfAssertions#assertThat} reads better. */
    public RunResultAssert(RunResult actual) {
        this(actual, null);
    }

    private RunResultAssert(RunResult actual, @Nullable List<Violation> collected) {
        super(actual, RunResultAssert.class);
        this.collected = collected;
    }

    /** Verifies that the verdict is {@link Verdict#PASSED}; the failure lists all thresholds. */
    public RunResultAssert passed() {
        if (!result().passed()) {
            List<String> lines = String.valueOf(new RunFailedError(result()).getMessage())
                    .lines()
                    .toList();
            // The address of the report is in the first line here.
            List<String> details = lines.stream()
                    .skip(1)
                    .map(String::strip)
                    .filter(line -> !line.startsWith("report: "))
                    .toList();
            object(new Violation(
                    lines.getFirst(),
                    details,
                    Violation.MISSING,
                    result().verdict().name(),
                    Verdict.PASSED.name()));
        }
        return this;
    }

    /** Verifies that the verdict is {@code expected}. */
    public RunResultAssert hasVerdict(Verdict expected) {
        Verdict verdict = result().verdict();
        if (verdict != expected) {
            String line = result().test() + " is " + verdict + ", not " + expected + ": " + result().reason();
            object(Violation.of(line, Violation.MISSING, verdict.name(), expected.name()));
        }
        return this;
    }

    /** Goes on with the requests of one name, of which there must be some. */
    public RequestAssert request(String name) {
        Judge judge = judge();
        try {
            return new RequestAssert(judge, result().request(name));
        } catch (NoSuchElementException unknown) {
            judge.object(Violation.missing(String.valueOf(unknown.getMessage())));
            return new RequestAssert(judge.silenced(), RequestAssert.nothing(name));
        }
    }

    /** Goes on with all requests together. */
    public RequestAssert allRequests() {
        RunResult result = result();
        return new RequestAssert(
                judge(),
                new RequestResult(
                        "all requests",
                        result.requestCount(),
                        result.failedCount(),
                        result.responseTime(),
                        result.serviceTime(),
                        Map.of(),
                        0,
                        0));
    }

    /**
     * Goes on with a metric, which there must be.
     *
     * @param key {@code name} or {@code name{tag:value}}
     */
    public MetricAssert metric(String key) {
        Judge judge = judge();
        try {
            return new MetricAssert(judge, result().metric(key));
        } catch (NoSuchElementException unknown) {
            judge.object(Violation.missing(String.valueOf(unknown.getMessage())));
            return new MetricAssert(judge.silenced(), new MetricResult.Gauge(key, Map.of(), 0, 0, 0));
        }
    }

    /** Goes on with the account of iterations. */
    public LedgerAssert ledger() {
        return new LedgerAssert(judge(), result().ledger());
    }

    /** Goes on with the failures of requests, checks and steps. */
    public ErrorsAssert errors() {
        return new ErrorsAssert(judge(), "", result().errors());
    }

    /**
     * Makes all {@code assertions} on this result before it fails: with the worst violation in the first line of the
     * failure, and the others below.
     *
     * {@snippet :
     * assertThat(result).softly(run -> {
     *     run.request("login").p95().isLessThan(ofMillis(300));
     *     run.request("cart").p95().isLessThan(ofMillis(500));
     * });
     * }
     */
    public RunResultAssert softly(Consumer<? super RunResultAssert> assertions) {
        var violations = new ArrayList<Violation>();
        try {
            assertions.accept(new RunResultAssert(result(), violations));
        } catch (AssertionError hard) { // of assertions other than Perf's
            violations.add(Violation.missing(String.valueOf(hard.getMessage())));
        }
        if (!violations.isEmpty()) {
            object(Violation.worstFirst(violations));
        }
        return this;
    }

    private RunResult result() {
        isNotNull();
        return actual;
    }

    private Judge judge() {
        return new Judge(result(), this::object);
    }

    private void object(Violation violation) {
        if (collected == null) {
            throw error(violation);
        }
        collected.add(violation.withDescription(descriptionText()));
    }

    private AssertionError error(Violation violation) {
        var text = new StringBuilder(violation.line());
        URI report = ReportLink.to(result().report());
        if (report != null) {
            text.append("; report: ").append(report);
        }
        violation.details().forEach(detail -> text.append("\n  ").append(detail));
        return violation.expected() == null
                ? failure("%s", text)
                : failureWithActualExpected(violation.actual(), violation.expected(), "%s", text);
    }
}
