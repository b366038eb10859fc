package dev.perf.result;

import java.util.List;

/** A run did not pass. The first line of the message says what was worst, the rest what else there is to know. */
public final class RunFailedError extends AssertionError {

    private static final long serialVersionUID = 1;

    private final transient RunResult result;

    /** Creates the error for a result whose verdict is not {@link Verdict#PASSED}. */
    public RunFailedError(RunResult result) {
        super(message(result));
        this.result = result;
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
            text.append(slo.met() ? "\n  ok      " : "\n  FAILED  ")
                    .append("slo \"")
                    .append(slo.slo().name())
                    .append("\", ")
                    .append(slo.slo().objective().text())
                    .append(": ")
                    .append(slo.message());
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
