package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.Phase;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.source.SourceLocation;
import dev.perf.text.Nearest;
import dev.perf.threshold.Threshold;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds thresholds on stages that no profile has. */
final class StageNames {

    private StageNames() {}

    static void check(TestPlan plan, List<Threshold> thresholds, List<Problem> problems) {
        SortedSet<String> known = plan.workloads().stream()
                .flatMap(workload -> names(workload.load()))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        if (known.isEmpty()) {
            return; // the tag may be one of the user's own
        }
        for (Threshold threshold : thresholds) {
            String stage = threshold.tags().get(Phase.TAG);
            if (stage != null && !known.contains(stage)) {
                String nearest = Nearest.to(stage, known);
                problems.add(new Problem(
                        locationOf(threshold, plan),
                        "threshold \"" + threshold.expression() + "\"",
                        "no load has a stage named \"" + stage + "\"; "
                                + (nearest == null
                                        ? "there are " + String.join(", ", known)
                                        : "did you mean " + nearest + "?")));
            }
        }
    }

    private static SourceLocation locationOf(Threshold threshold, TestPlan plan) {
        return plan.thresholds().stream()
                .filter(rule -> rule.expression().equals(threshold.expression()))
                .map(TestPlan.ThresholdRule::location)
                .findFirst()
                .orElse(plan.location());
    }

    private static Stream<@Nullable String> names(LoadProfile load) {
        return switch (load) {
            case ClosedLoad closed -> closed.stages().stream().map(ClosedLoad.Stage::name);
            case IterationLoad ignored -> Stream.empty();
            case OpenLoad open -> open.stages().stream().map(OpenLoad.Stage::name);
        };
    }
}
