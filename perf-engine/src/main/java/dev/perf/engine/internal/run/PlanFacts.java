package dev.perf.engine.internal.run;

import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.measure.WrittenThreshold;
import dev.perf.engine.internal.version.ThisProcess;
import dev.perf.load.IterationLoad;
import dev.perf.plan.TestPlan;
import dev.perf.soak.Soak;
import java.time.Instant;
import java.util.List;

/** Reads from a plan what its results need to know of it. */
final class PlanFacts {

    private PlanFacts() {}

    /** Returns the facts of a run of {@code test} in this process. */
    static RunFacts of(CompiledTest test, String runId, Instant startedAt) {
        TestPlan plan = test.plan();
        return new RunFacts(
                plan.name(),
                runId,
                startedAt,
                plan.tags(),
                plan.seed(),
                plan.duration(),
                plan.warmUp(),
                List.copyOf(test.measurement().series().metrics().entered()),
                test.thresholds().stream().map(WrittenThreshold::of).toList(),
                plan.baseline() == null ? null : plan.baseline().path().toString(),
                StepNames.of(plan).inOrder(),
                reasonForDrops(plan),
                plan.soak().limits().stream().map(Soak.Limit::limit).toList(),
                ThisProcess.environment(),
                plan.slos(),
                PlanNotes.of(plan));
    }

    private static String reasonForDrops(TestPlan plan) {
        long counted = plan.workloads().stream()
                .filter(workload -> workload.load() instanceof IterationLoad)
                .count();
        String time = "maxDuration had passed or feeders had no records left";
        return counted == 0
                ? "maxUsers were busy"
                : counted == plan.workloads().size() ? time : "maxUsers were busy, " + time;
    }
}
