package dev.perf.engine.internal.run;

import dev.perf.load.OpenLoad;
import dev.perf.plan.TestPlan;
import dev.perf.threshold.Aggregate;
import dev.perf.threshold.Comparison;
import dev.perf.threshold.MetricKind;
import dev.perf.threshold.Threshold;
import java.util.ArrayList;
import java.util.List;

/** What of a plan a reader should know before believing its numbers, though it is no mistake. */
final class PlanNotes {

    private PlanNotes() {}

    static List<String> of(TestPlan plan) {
        var notes = new ArrayList<String>();
        boolean closed = plan.workloads().stream().noneMatch(workload -> workload.load() instanceof OpenLoad);
        if (closed) {
            plan.thresholds().stream()
                    .map(TestPlan.ThresholdRule::expression)
                    .filter(expression -> asksForThroughput(Threshold.parse(expression)))
                    .forEach(expression -> notes.add("threshold \"" + expression
                            + "\" asks for a rate of closed load, in which users that wait for a slow target ask for"
                            + " less; set the rate with arrivals(...), and judge times and failures."));
        }
        if (!plan.http().verifyTls()) {
            notes.add("Certificates were not verified (trustAllCertificates): nothing tells that it was the target that"
                    + " answered, and handshakes were a little faster.");
        }
        return notes;
    }

    private static boolean asksForThroughput(Threshold threshold) {
        return threshold.aggregate() == Aggregate.Statistic.RATE
                && MetricKind.ofBuiltIn(threshold.metric()) == MetricKind.COUNTER
                && (threshold.comparison() == Comparison.ABOVE || threshold.comparison() == Comparison.AT_LEAST)
                && threshold.limit().inBaseUnit() > 0;
    }
}
