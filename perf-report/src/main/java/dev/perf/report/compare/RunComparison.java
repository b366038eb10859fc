package dev.perf.report.compare;

import dev.perf.report.compare.RunDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one run of a test compares with another. Immutable.
 *
 * <p>A change counts as one if it is larger than the relative limit, the absolute limit and twice the noise, in the run as a
 * whole and in a typical pair of blocks, and if Wilcoxon's signed-rank test over 10 to 30 pairs of blocks of time bears it
 * out. One half of {@link ComparisonRules#chance} is spent on the tests of all requests together, the other half on those of
 * single requests; each half by Holm's method. So however many requests there are, the chance to find anything between
 * runs that do not differ stays below that limit.
 *
 * @param baseline the run that the other is compared with
 * @param candidate the run that is judged
 * @param rules what counts as a change
 * @param outcome what came of it
 * @param differences in what else than the target the runs differ, those first because of which they are not compared
 * @param changes all metrics: of all requests together first, then by request, in the order of the baseline; none where the
 *     comparison is refused
 */
public record RunComparison(
        StoredRun baseline,
        StoredRun candidate,
        ComparisonRules rules,
        Outcome outcome,
        List<RunDifference> differences,
        List<Change> changes) {

    /** What comes of a comparison, and the exit code it stands for. */
    public enum Outcome {
        /** No metric is worse; some may be better. */
        NOTHING_WORSE(0),
        /** A metric is worse. */
        WORSE(1),
        /** The runs cannot be compared. */
        REFUSED(3);

        private final int exitCode;

        Outcome(int exitCode) {
            this.exitCode = exitCode;
        }

        /** Returns the exit code of a process that ends with this outcome. */
        public int exitCode() {
            return exitCode;
        }
    }

    /** Copies the lists. */
    public RunComparison {
        differences = List.copyOf(differences);
        changes = List.copyOf(changes);
    }

    /** Compares two runs by the {@linkplain ComparisonRules#DEFAULTS usual rules}. */
    public static RunComparison of(StoredRun baseline, StoredRun candidate) {
        return of(baseline, candidate, ComparisonRules.DEFAULTS);
    }

    /** Compares two runs. */
    public static RunComparison of(StoredRun baseline, StoredRun candidate, ComparisonRules rules) {
        List<RunDifference> differences = new ArrayList<>(Comparability.differences(baseline, candidate));
        if (!rules.forced() && differences.stream().anyMatch(RunDifference::refuses)) {
            return new RunComparison(baseline, candidate, rules, Outcome.REFUSED, differences, List.of());
        }
        List<Change> changes = new Comparing(baseline, candidate, rules).changes();
        if (changes.stream().noneMatch(change -> change.metric().isTime() && change.isTested())) {
            differences.addFirst(new RunDifference(
                    Kind.SAMPLES,
                    true,
                    "there are no ten blocks of at least 1 s with enough requests for a median, which takes 10 in each"
                            + " run; let the test run longer, or with more load"));
            return new RunComparison(baseline, candidate, rules, Outcome.REFUSED, differences, changes);
        }
        Outcome outcome = changes.stream().anyMatch(change -> change.judgement() == Judgement.WORSE)
                ? Outcome.WORSE
                : Outcome.NOTHING_WORSE;
        return new RunComparison(baseline, candidate, rules, outcome, differences, changes);
    }

    /** Returns the changes that were judged so. */
    public List<Change> changes(Judgement judgement) {
        return changes.stream()
                .filter(change -> change.judgement() == judgement)
                .toList();
    }

    /**
     * Returns the change of a metric.
     *
     * @param request name of the request; null for all requests together
     * @return the change; null where it was not compared
     */
    public @Nullable Change change(@Nullable String request, Metric metric) {
        return changes.stream()
                .filter(change -> change.metric() == metric
                        && (request == null ? change.request() == null : request.equals(change.request())))
                .findFirst()
                .orElse(null);
    }

    /** Returns the outcome in a sentence: {@code 2 metrics are worse, 1 is better}. */
    public String reason() {
        if (outcome == Outcome.REFUSED) {
            return "the runs cannot be compared: "
                    + String.join(
                            "; ",
                            differences.stream()
                                    .filter(RunDifference::refuses)
                                    .map(RunDifference::text)
                                    .toList());
        }
        int worse = changes(Judgement.WORSE).size();
        int better = changes(Judgement.BETTER).size();
        int unclear = changes(Judgement.UNCLEAR).size();
        return (worse == 0 ? "nothing is worse" : worse == 1 ? "1 metric is worse" : worse + " metrics are worse")
                + (better == 0 ? "" : better == 1 ? ", 1 is better" : ", " + better + " are better")
                + (unclear == 0 ? "" : unclear == 1 ? ", 1 is unclear" : ", " + unclear + " are unclear");
    }

    /** Returns the comparison as a table for people, in lines of text. */
    public String describe() {
        return ComparisonTable.of(this);
    }
}
