package dev.perf.result;

import java.util.List;
import java.util.stream.Stream;

/**
 * A run did not pass. The first line of the message says what was worst, the rest what else there is to know. Where more
 * than one threshold or objective was missed, each is a {@linkplain #getSuppressed() suppressed} error of its own besides,
 * worst first, which IDEs show one by one.
 */
public final class RunFailedError extends AssertionError {

    private static final long serialVersionUID = 1;

    private final transient RunResult result;

    /** Creates the error for a result whose verdict is not {@link Verdict#PASSED}. */
    public RunFailedError(RunResult result) {
        super(message(result));
        this.result = result;
        List<String> violations = violations(result);
        if (violations.size() > 1) {
            violations.forEach(violation -> addSuppressed(new Violation(violation)));
        }
    }

    private static List<String> violations(RunResult result) {
        return Stream.concat(
                        result.thresholds().stream()
                                .filter(threshold -> !threshold.passed())
                                .sorted(ThresholdResult.WORST_FIRST)
                                .map(threshold -> threshold.expression() + ": " + threshold.message()),
                        result.slos().stream().filter(slo -> !slo.met()).map(RunFailedError::line))
                .toList();
    }

    private static String line(SloResult slo) {
        return "slo \"" + slo.slo().name() + "\", " + slo.slo().objective().text() + ": " + slo.message();
    }

    /** One of several. It was found by Perf, so there is no place in anybody's code to show. */
    private static final class Violation extends AssertionError {

        private static final long serialVersionUID = 1;

        Violation(String message) {
            super(message);
            setStackTrace(new StackTraceElement[0]);
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }

    /** Returns the result of the run. */
    public RunResult result() {
        return result;
    }

    private static String message(RunResult result) {
        var text = new StringBuilder(result.test())
                .append(' ')
                .append(result.verdict())
                .append(": ");
        text.append(headline(result));
        if (result.report() != null) {
            text.append("\n  report: ").append(ReportLink.to(result.report()));
        }
        for (ThresholdResult threshold : result.thresholds()) {
            text.append(threshold.passed() ? "\n  ok      " : "\n  FAILED  ")
                    .append(threshold.expression())
                    .append(": ")
                    .append(threshold.message());
        }
        for (SloResult slo : result.slos()) {
            text.append(slo.met() ? "\n  ok      " : "\n  FAILED  ").append(line(slo));
        }
        for (ErrorResult error : result.errors().stream().limit(3).toList()) {
            text.append("\n  ")
                    .append(error.count())
                    .append(" x ")
                    .append(error.request())
                    .append(": ");
            text.append(error.message());
        }
        return text.append("\n  generator: ")
                .append(result.generator().summary())
                .toString();
    }

    private static String headline(RunResult result) {
        List<ThresholdResult> violated = result.thresholds().stream()
                .filter(threshold -> !threshold.passed())
                .toList();
        if (result.verdict() != Verdict.FAILED || violated.isEmpty()) {
            return result.reason();
        }
        ThresholdResult worst =
                violated.stream().min(ThresholdResult.WORST_FIRST).orElseThrow();
        String more = violated.size() == 1 ? "" : " (and " + (violated.size() - 1) + " more)";
        return worst.expression() + ": " + worst.message() + more;
    }
}
