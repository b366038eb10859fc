package dev.perf.distributed.internal;

import dev.perf.distributed.internal.coordinator.AgentStatus;
import dev.perf.distributed.internal.coordinator.FleetStarter;
import dev.perf.distributed.internal.coordinator.RunRequest;
import dev.perf.distributed.internal.job.JobFleet;
import dev.perf.engine.conduct.Fleets;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.Fleet.Discovery;
import dev.perf.fleet.FleetException;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The agents of a fleet that stay with this process for several runs. */
public final class ConnectedFleet implements JobFleet {

    private final Fleet fleet;
    private final FleetStarter starter;
    private volatile List<AgentView> views;
    private volatile Runnable changed = () -> {};

    private ConnectedFleet(Fleet fleet, FleetStarter starter, List<AgentStatus> agents) {
        this.fleet = fleet;
        this.starter = starter;
        this.views = views(agents);
    }

    /**
     * Connects a fleet; blocks until as many agents are there as it asks for.
     *
     * @throws FleetException if they are not there within its join timeout; the message says who is, and why others are not
     */
    public static ConnectedFleet connect(Fleet fleet) throws InterruptedException {
        fleet.validate();
        FleetStarter starter = FleetStarter.startAndKeep(fleet, Fleets.version());
        try {
            String shortage = starter.coordinator().await(fleet.agents(), fleet.labels(), fleet.joinTimeout());
            if (shortage != null) {
                throw new FleetException(shortage);
            }
            var connected =
                    new ConnectedFleet(fleet, starter, starter.coordinator().agents());
            starter.coordinator().watch(connected::told);
            return connected;
        } catch (InterruptedException | RuntimeException failure) {
            starter.close();
            throw failure;
        }
    }

    private void told(List<AgentStatus> agents) {
        List<AgentView> before = views;
        views = views(agents);
        if (!places(before).equals(places(views))) {
            changed.run();
        }
    }

    private List<AgentView> views(List<AgentStatus> agents) {
        return agents.stream()
                .filter(agent -> agent.state() != AgentStatus.State.LEAVING)
                .map(agent -> new AgentView(
                        agent.node().name(),
                        agent.node().address(),
                        agent.node().labels(),
                        agent.node().capacity(),
                        agent.load().cpu(),
                        Math.max(agent.runs().size(), agent.load().runs()),
                        agent.node().maxRuns()))
                .filter(view -> view.has(fleet.labels()))
                .toList();
    }

    /** An agent without what changes all the time. */
    private record Place(String name, Map<String, String> labels, int running) {}

    private static List<Place> places(List<AgentView> views) {
        return views.stream()
                .map(view -> new Place(view.name(), view.labels(), view.running()))
                .toList();
    }

    @Override
    public List<AgentView> agents() {
        return views;
    }

    @Override
    public boolean mayGrow() {
        return !(fleet.discovery() instanceof Discovery.Local);
    }

    @Override
    public void listen(Runnable whenChanged) {
        changed = whenChanged;
    }

    @Override
    public JobFleet.FleetRun start(TestPlan plan, List<String> agents, RunOptions options) throws InterruptedException {
        Fleets.validate(plan);
        var open = new Held();
        try {
            // Who is not free by then is gone, or the fleet is not what it seems.
            RunRequest request =
                    RunRequests.of(plan, List.of(), fleet, open).on(Set.copyOf(agents), fleet.nodeTimeout());
            var load = starter.coordinator().open(request);
            return new Begun(load, Fleets.conduct(plan, options, load, open::close));
        } catch (RuntimeException | Error | InterruptedException refused) {
            open.close();
            throw refused;
        }
    }

    @Override
    public void close() {
        starter.close();
    }

    private record Begun(dev.perf.distributed.internal.coordinator.FleetRun load, Run run)
            implements JobFleet.FleetRun {

        @Override
        public Map<String, String> lost() {
            return load.lost();
        }

        @Override
        public RunResult await() throws InterruptedException {
            return run.await();
        }

        @Override
        public void stop(String reason) {
            run.stop(reason);
        }

        @Override
        public void abort(String reason) {
            run.abort(reason);
        }
    }
}
