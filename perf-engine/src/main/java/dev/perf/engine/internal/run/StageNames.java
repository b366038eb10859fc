package dev.perf.engine.internal.run;

import dev.perf.load.LoadProfile;
import dev.perf.plan.TestPlan;
import dev.perf.result.PlannedLoad;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the stages of a plan. */
final class StageNames {

    private StageNames() {}

    /** Returns the names of all stages of a plan. */
    static SortedSet<String> of(TestPlan plan) {
        return plan.workloads().stream()
                .flatMap(workload -> names(workload.load()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> names(LoadProfile load) {
        return PlannedLoads.stages(load).stream().map(PlannedLoad.Stage::name);
    }
}
