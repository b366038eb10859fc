package dev.perf.distributed.internal;

import dev.perf.distributed.internal.bundle.ClassPathBundle;
import dev.perf.distributed.internal.coordinator.RunRequest;
import dev.perf.distributed.internal.coordinator.ShippedBundle;
import dev.perf.distributed.internal.worker.Recipe;
import dev.perf.engine.conduct.Fleets;
import dev.perf.fleet.Fleet;
import dev.perf.plan.TestPlan;
import java.util.List;
import java.util.UUID;

/** What runs of plans ask of a fleet. */
final class RunRequests {

    private RunRequests() {}

    /**
     * Returns what a run of a plan asks for, as its fleet has it.
     *
     * @param flags flags of the command line that are on the plan
     * @param open is to hold the class path for the time of the run
     * @throws dev.perf.fleet.FleetException if the plan cannot be made anywhere else, or the class path not be sent
     */
    static RunRequest of(TestPlan plan, List<String> flags, Fleet fleet, Held open) {
        byte[] recipe = Recipe.of(plan, flags).toBytes();
        ClassPathBundle bundle =
                open.hold(ClassPathBundle.ofThisProcess(Fleets.files(plan), ClassPathBundle.DEFAULT_MOST_BYTES));
        return RunRequest.of(
                fleet,
                UUID.randomUUID().toString(),
                plan.name(),
                Fleets.peakPerSecond(plan),
                Fleets.gracefulStop(plan),
                ClassFiles.javaOf(plan),
                recipe,
                new ShippedBundle(bundle));
    }
}
