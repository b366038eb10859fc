package dev.perf.junit;

import dev.perf.plan.TestPlan;
import dev.perf.result.ReportLink;
import dev.perf.result.RunFailedError;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.Threshold;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * A load test as nodes of JUnit's tree. The nodes are known before it is run, and any of them may come first: JUnit may
 * execute them at once, or one of them alone.
 */
final class RunNodes {

    private static final String RUN = "run";
    private static final String GENERATOR = "generator was not the limit";

    private final List<String> thresholds;
    private final OnInvalid onInvalid;

    /** Run by the first node that asks for the result; the others wait. */
    private final FutureTask<RunResult> run;

    private RunNodes(List<String> thresholds, OnInvalid onInvalid, Callable<RunResult> run) {
        this.thresholds = thresholds;
        this.onInvalid = onInvalid;
        this.run = new FutureTask<>(run);
    }

    /**
     * Returns the nodes of a plan.
     *
     * @param run runs it, and judges nothing
     */
    static DynamicNode of(TestPlan plan, OnInvalid onInvalid, Callable<RunResult> run) {
        List<String> thresholds = plan.thresholds().stream()
                .map(TestPlan.ThresholdRule::expression)
                .distinct()
                .toList();
        var nodes = new RunNodes(thresholds, onInvalid, run);
        Stream<DynamicNode> first = Stream.of(DynamicTest.dynamicTest(RUN, nodes::judgeRun));
        Stream<DynamicNode> judged = thresholds.stream()
                .map(expression -> DynamicTest.dynamicTest(expression, () -> nodes.judge(expression)));
        Stream<DynamicNode> last = Stream.of(DynamicTest.dynamicTest(GENERATOR, nodes::judgeGenerator));
        return DynamicContainer.dynamicContainer(
                plan.name(), Stream.of(first, judged, last).flatMap(each -> each));
    }

    /** Fails where there is no result, and where the result failed for what no other node tells. */
    private void judgeRun() throws Throwable {
        RunResult result;
        run.run();
        try {
            result = run.get();
        } catch (ExecutionException fault) {
            throw Objects.requireNonNull(fault.getCause());
        }
        boolean toldByAnother = result.thresholds().stream()
                .anyMatch(threshold -> !threshold.passed() && thresholds.contains(threshold.expression()));
        if (result.verdict() == Verdict.ABORTED || result.verdict() == Verdict.FAILED && !toldByAnother) {
            throw new RunFailedError(result);
        }
        System.out.println(result.test() + " " + result.verdict() + ": " + result.reason());
    }

    private void judge(String expression) throws InterruptedException {
        RunResult result = result();
        ThresholdResult threshold = result.thresholds().stream()
                .filter(each -> each.expression().equals(expression))
                .findFirst()
                .orElseThrow(() -> new TestAbortedException("was not judged: " + result.reason()));
        if (!threshold.passed() && result.verdict() == Verdict.INVALID && onInvalid == OnInvalid.ABORT) {
            throw new TestAbortedException("says nothing: " + result.reason());
        }
        if (!threshold.passed()) {
            URI report = ReportLink.to(result.report());
            throw new AssertionFailedError(
                    expression + ": " + threshold.message() + (report == null ? "" : "; report: " + report),
                    expected(expression),
                    threshold.message());
        }
        System.out.println(expression + ": " + threshold.message());
    }

    /** Returns what comes behind the number that is compared. */
    private static String expected(String expression) {
        try {
            Threshold threshold = Threshold.parse(expression);
            return threshold.comparison().symbol() + " " + threshold.limit();
        } catch (InvalidThresholdException other) {
            return expression;
        }
    }

    private void judgeGenerator() throws InterruptedException {
        RunResult result = result();
        if (result.verdict() == Verdict.INVALID && onInvalid != OnInvalid.IGNORE) {
            throw Objection.unchecked(Objection.to(result, onInvalid));
        }
        System.out.println(result.generator().summary());
    }

    /** Returns the result; where there is none, the node that runs the test says why. */
    private RunResult result() throws InterruptedException {
        run.run();
        try {
            return run.get();
        } catch (ExecutionException fault) {
            Throwable cause = Objects.requireNonNull(fault.getCause());
            throw new TestAbortedException("there is no result: " + cause.getMessage(), cause);
        }
    }
}
