package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.Totals;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict, and why it is that.
 *
 * @param reason one clause
 */
public record Judgement(Verdict verdict, String reason) {

    /** Judges a run that went to its end by its thresholds, its objectives, and by what it measured. */
    public static Judgement of(Totals totals) {
        Judgement broken = broken(totals);
        if (broken != null) {
            return broken;
        }
        if (nothingSucceeded(totals)) {
            return new Judgement(Verdict.FAILED, "no request succeeded");
        }
        if (totals.requests().isEmpty()
                && totals.ledger().failed() > 0
                && totals.ledger().completed() == 0) {
            return new Judgement(Verdict.FAILED, "no request was made and no iteration succeeded");
        }
        if (nothingBegan(totals)) {
            return new Judgement(
                    Verdict.FAILED,
                    totals.warmUp().isEmpty() ? "no iteration began" : "no iteration began after the warm-up");
        }
        return new Judgement(Verdict.PASSED, held(totals));
    }

    private static @Nullable Judgement broken(Totals totals) {
        int thresholds = totals.thresholds().size();
        long violated = totals.thresholds().stream()
                .filter(threshold -> !threshold.passed())
                .count();
        List<String> missed = totals.slos().stream()
                .filter(slo -> !slo.met())
                .map(slo -> "\"" + slo.slo().name() + "\"")
                .toList();
        if (violated == 0 && missed.isEmpty()) {
            return null;
        }
        String broken = thresholds == 1
                ? "the threshold did not hold"
                : violated + " of " + thresholds + " thresholds did not hold";
        String unmet = missed.size() == 1
                ? "the objective " + missed.getFirst() + " was missed"
                : "the objectives " + String.join(", ", missed) + " were missed";
        return new Judgement(
                Verdict.FAILED, violated == 0 ? unmet : missed.isEmpty() ? broken : broken + ", and " + unmet);
    }

    private static String held(Totals totals) {
        int thresholds = totals.thresholds().size();
        long notJudged = totals.thresholds().stream()
                .filter(threshold -> threshold.state() == ThresholdResult.State.NOT_JUDGED)
                .count();
        if (notJudged > 0) {
            return (thresholds - notJudged) + " of " + thresholds + " thresholds held, " + notJudged
                    + " had no baseline to be judged by";
        }
        int slos = totals.slos().size();
        if (slos > 0) {
            return (thresholds == 0 ? "" : "all thresholds held, and ")
                    + (slos == 1 ? "the objective was met" : "all " + slos + " objectives were met");
        }
        return switch (thresholds) {
            case 0 -> "the test has no thresholds";
            case 1 -> "the threshold held";
            default -> "all " + thresholds + " thresholds held";
        };
    }

    /** No test is meant to pass like that, whatever its thresholds ask. */
    private static boolean nothingSucceeded(Totals totals) {
        return !totals.requests().isEmpty()
                && totals.requests().stream().allMatch(request -> request.failed() == request.count());
    }

    static boolean nothingBegan(Totals totals) {
        return totals.requests().isEmpty() && totals.ledger().started() == 0;
    }
}
