package dev.perf.engine.internal.external;

import dev.perf.engine.internal.baseline.BaselineFile;
import dev.perf.engine.internal.baseline.EarlierRun;
import dev.perf.engine.internal.baseline.UnusableBaselineException;
import dev.perf.threshold.Threshold;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets thresholds against what an earlier run came to. */
final class BaselineThresholds {

    private BaselineThresholds() {}

    /**
     * Returns thresholds that all have a limit.
     *
     * @param baseline the {@code summary.json} of the earlier run, or the folder of its report; null where there is none
     * @throws IllegalArgumentException if a limit follows from a baseline that is missing or of no use
     */
    static List<Threshold> of(List<Threshold> thresholds, String test, @Nullable Path baseline) {
        EarlierRun earlier = baseline == null ? null : read(baseline, test);
        return thresholds.stream()
                .map(threshold -> threshold.baselineLimit() == null ? threshold : against(threshold, earlier))
                .toList();
    }

    private static Threshold against(Threshold threshold, @Nullable EarlierRun earlier) {
        if (earlier == null) {
            throw Known.cannotBeJudged(
                    threshold,
                    "its limit follows from a baseline, and none is named; name one with baseline(path) or"
                            + " --baseline FILE");
        }
        try {
            return threshold.against(earlier.valueOf(threshold));
        } catch (UnusableBaselineException without) {
            throw Known.cannotBeJudged(threshold, String.valueOf(without.getMessage()));
        }
    }

    private static EarlierRun read(Path baseline, String test) {
        if (BaselineFile.find(baseline) == null) {
            throw new IllegalArgumentException(
                    "baseline: " + BaselineFile.missing(baseline) + "; keep the summary.json of a run there");
        }
        try {
            return BaselineFile.read(baseline, test);
        } catch (UnusableBaselineException unusable) {
            throw new IllegalArgumentException("baseline: " + unusable.getMessage(), unusable);
        }
    }
}
