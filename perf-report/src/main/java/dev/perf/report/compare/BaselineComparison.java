package dev.perf.report.compare;

import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.result.RunResult;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a run compares with the baseline that its test names, as its report tells it: by the
 * {@linkplain ComparisonRules#DEFAULTS usual rules}. It says what changed and decides nothing: the verdict of the run and the
 * exit code follow from its thresholds. Immutable.
 *
 * @param baseline what the test names: a {@code summary.json}, or the folder of a report
 * @param comparison the comparison, which may be refused; null where the baseline is not what a run left
 * @param reason what came of it, in a sentence
 */
public record BaselineComparison(Path baseline, @Nullable RunComparison comparison, String reason) {

    /** What several writers of one report ask for is compared once. Released when memory is needed for anything else. */
    private static volatile @Nullable SoftReference<Latest> latest;

    private record Latest(RunResult result, BaselineComparison comparison) {}

    /**
     * Compares a run with its baseline, which is read now.
     *
     * @return the comparison; null where the test names no baseline, or only one that need not be there yet and is not
     */
    public static @Nullable BaselineComparison of(RunResult result) {
        Path baseline = result.baseline();
        if (baseline == null || Files.notExists(baseline)) {
            return null;
        }
        SoftReference<Latest> kept = latest;
        Latest before = kept == null ? null : kept.get();
        if (before != null && before.result() == result) {
            return before.comparison();
        }
        BaselineComparison compared = compare(baseline, result);
        latest = new SoftReference<>(new Latest(result, compared));
        return compared;
    }

    private static BaselineComparison compare(Path baseline, RunResult result) {
        try {
            RunComparison comparison = RunComparison.of(StoredRun.read(baseline), StoredRun.of(result));
            return new BaselineComparison(baseline, comparison, comparison.reason());
        } catch (StoredRunException unusable) {
            return new BaselineComparison(baseline, null, "not compared: " + unusable.getMessage());
        }
    }

    /** Returns the outcome; {@link Outcome#REFUSED} where there is nothing to compare with. */
    public Outcome outcome() {
        return comparison == null ? Outcome.REFUSED : comparison.outcome();
    }
}
