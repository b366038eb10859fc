package dev.perf.distributed.internal;

import dev.perf.distributed.internal.coordinator.FleetRun;
import dev.perf.distributed.internal.coordinator.FleetStarter;
import dev.perf.distributed.internal.coordinator.RunRequest;
import dev.perf.engine.conduct.Fleets;
import dev.perf.fleet.Fleet;
import dev.perf.plan.TestPlan;
import dev.perf.spi.FleetEngine;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.util.List;

/** Runs tests on fleets: finds the agents of each run, and gives them back when it has ended. Thread-safe. */
public final class FleetRuns implements FleetEngine {

    /** Creates the engine; {@link FleetEngine#find()} does so by itself. */
    public FleetRuns() {}

    @Override
    public Run start(TestPlan plan, Fleet fleet, RunOptions options, List<String> flags) throws InterruptedException {
        Fleets.validate(plan);
        var open = new Held();
        try {
            RunRequest request = RunRequests.of(plan, flags, fleet, open);
            boolean takesLateAgents = fleet.takesLateAgents() && Fleets.whyNoLateAgents(plan) == null;
            FleetStarter starter = open.hold(
                    takesLateAgents
                            ? FleetStarter.startAndKeep(fleet, Fleets.version())
                            : FleetStarter.start(fleet, Fleets.version()));
            FleetRun load = starter.coordinator().open(takesLateAgents ? request : request.withoutLateAgents());
            return Fleets.conduct(plan, options, load, open::close);
        } catch (RuntimeException | Error | InterruptedException refused) {
            open.close();
            throw refused;
        }
    }
}
