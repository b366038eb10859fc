package dev.perf.report.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares all metrics of two runs of which nothing is in the way of it. */
final class Comparing {

    private static final List<Metric> OF_ALL =
            List.of(Metric.P50, Metric.P95, Metric.P99, Metric.ERROR_RATE, Metric.THROUGHPUT);
    private static final List<Metric> OF_ONE = List.of(Metric.P50, Metric.P95, Metric.P99, Metric.ERROR_RATE);

    /** Runs whose lengths are further apart are compared in the part that both have. */
    private static final double SAME_LENGTH = 0.02;

    private final StoredRun baseline;
    private final StoredRun candidate;
    private final ComparisonRules rules;
    private final Span span;
    private final boolean inPart;

    Comparing(StoredRun baseline, StoredRun candidate, ComparisonRules rules) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.rules = rules;
        this.span = Span.of(baseline, candidate);
        this.inPart = Math.abs((double) candidate.duration().toNanos()
                                / baseline.duration().toNanos()
                        - 1)
                > SAME_LENGTH;
    }

    List<Change> changes() {
        List<Change> all = measure(null, baseline.total(), candidate.total(), OF_ALL);
        var single = new ArrayList<Change>();
        baseline.requests().forEach((name, before) -> {
            Series after = candidate.requests().get(name);
            if (after != null && !before.course().isEmpty() && !after.course().isEmpty()) {
                single.addAll(measure(name, before, after, OF_ONE));
            }
        });
        // Bonferroni between the two families, Holm within each.
        double families = single.stream().anyMatch(Comparing::isTest) ? 2 : 1;
        var judged = new ArrayList<>(judge(all, families));
        judged.addAll(judge(single, families));
        return judged;
    }

    private List<Change> measure(@Nullable String request, Series before, Series after, List<Metric> metrics) {
        var comparison = new SeriesComparison(span, request, before, after);
        Stretch first = inPart ? part(before, span.before()) : before.whole();
        Stretch second = inPart ? part(after, span.after()) : after.whole();
        if (first.count() == 0 || second.count() == 0) {
            return List.of();
        }
        return metrics.stream()
                .map(metric -> comparison.of(metric, first, second))
                .toList();
    }

    private Stretch part(Series series, Duration from) {
        return series.blocks(from, span.length(), 1).getFirst();
    }

    private List<Change> judge(List<Change> changes, double families) {
        double[] chances = changes.stream()
                .filter(Comparing::isTest)
                .mapToDouble(Change::chance)
                .toArray();
        double[] adjusted = Holm.adjust(chances);
        var judged = new ArrayList<Change>();
        int next = 0;
        for (Change change : changes) {
            judged.add(change.judged(isTest(change) ? Math.min(1, families * adjusted[next++]) : 1, rules));
        }
        return judged;
    }

    /**
     * Tells whether a test could find anything. One that cannot, because nothing failed in either run, need not be counted
     * (Tarone, A Modified Bonferroni Method for Discrete Data, Biometrics 46, 1990).
     */
    private static boolean isTest(Change change) {
        return change.isTested()
                && !(change.metric() == Metric.ERROR_RATE && change.before() == 0 && change.after() == 0);
    }
}
