package dev.perf.engine.internal.external;

import dev.perf.engine.internal.measure.Totals;
import dev.perf.result.Verdict;

/** The verdict on what another tool recorded: its thresholds decide, for Perf did not see the generator. */
record Judgement(Verdict verdict, String reason) {

    static Judgement of(Totals totals) {
        if (totals.requests().isEmpty()) {
            return new Judgement(Verdict.FAILED, "no request was recorded");
        }
        int thresholds = totals.thresholds().size();
        long broken = totals.thresholds().stream()
                .filter(threshold -> !threshold.passed())
                .count();
        if (broken > 0) {
            return new Judgement(
                    Verdict.FAILED,
                    thresholds == 1
                            ? "the threshold did not hold"
                            : broken + " of " + thresholds + " thresholds did not hold");
        }
        if (totals.requests().stream().allMatch(request -> request.failed() == request.count())) {
            return new Judgement(Verdict.FAILED, "no request succeeded");
        }
        return new Judgement(
                Verdict.PASSED,
                switch (thresholds) {
                    case 0 -> "no thresholds were given";
                    case 1 -> "the threshold held";
                    default -> "all " + thresholds + " thresholds held";
                });
    }
}
