package dev.perf.engine.internal.external;

import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Scope;
import dev.perf.threshold.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * Judges thresholds by figures that were reported: by none that was not.
 *
 * @param tool who reported them
 */
record ReportedJudge(Reported reported, String tool) {

    /** @throws IllegalArgumentException if what the threshold is about was not reported */
    ThresholdResult judge(Threshold threshold) {
        Known.require(reported.totals().keySet(), threshold, tool);
        requireWholeRun(threshold, tool);
        Figure figure = figure(threshold);
        if (figure == null || (figure.samples() == 0 && !(figure instanceof Figure.Count))) {
            return withoutValue(threshold, 0, "no samples");
        }
        Double actual = figure.value(threshold.aggregate(), reported.seconds());
        if (actual == null) {
            throw Known.cannotBeJudged(
                    threshold,
                    tool + " did not report " + threshold.aggregate().text() + " of " + threshold.metric()
                            + ", and it does not follow from what it did: " + figure.reported());
        }
        if (figure.samples() < threshold.minSamples()) {
            return withoutValue(
                    threshold,
                    figure.samples(),
                    "only " + figure.samples() + " samples, wanted " + threshold.minSamples());
        }
        Double baseline = threshold.baseline();
        return new ThresholdResult(
                threshold.expression(),
                threshold.holds(actual),
                actual,
                threshold.limit().inBaseUnit(),
                threshold.margin(actual),
                figure.samples(),
                null,
                threshold.format(actual) + (baseline == null ? "" : ", baseline " + threshold.format(baseline)));
    }

    /** @throws IllegalArgumentException if a threshold is on a part of the run */
    static void requireWholeRun(Threshold threshold, String tool) {
        if (threshold.window() != null
                || threshold.breachedFor() != null
                || !(threshold.scope() instanceof Scope.WholeRun)) {
            throw Known.cannotBeJudged(
                    threshold, "the files of " + tool + " have figures of the whole run, and no single requests");
        }
    }

    private @Nullable Figure figure(Threshold threshold) {
        try {
            return reported.figure(threshold.metric(), threshold.tags());
        } catch (IllegalArgumentException several) {
            throw Known.cannotBeJudged(threshold, String.valueOf(several.getMessage()));
        }
    }

    private static ThresholdResult withoutValue(Threshold threshold, long samples, String message) {
        return new ThresholdResult(
                threshold.expression(), false, null, threshold.limit().inBaseUnit(), null, samples, null, message);
    }
}
