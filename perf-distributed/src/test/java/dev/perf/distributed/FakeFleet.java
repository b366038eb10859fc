package dev.perf.distributed;

import dev.perf.distributed.internal.job.Attempts;
import dev.perf.distributed.internal.job.JobFleet;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.RunOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Agents that come and go, and runs that end, when a test says so. */
final class FakeFleet implements JobFleet, Attempts {

    /** A run. */
    static final class FakeRun implements Handle {

        final String job;
        final List<String> agents;
        final RunOptions options;
        final List<String> orders = new ArrayList<>();
        private final Consumer<Ending> ended;

        FakeRun(String job, List<String> agents, RunOptions options, Consumer<Ending> ended) {
            this.job = job;
            this.agents = agents;
            this.options = options;
            this.ended = ended;
        }

        void end(Ending ending) {
            ended.accept(ending);
        }

        void end(Verdict verdict) {
            end(new Ending.Finished(result(verdict), Map.of()));
        }

        void lose(String agent) {
            end(new Ending.Lost("agent " + agent + " was lost", Map.of(agent, "its process was killed")));
        }

        @Override
        public void stop(String reason) {
            orders.add("stop: " + reason);
        }

        @Override
        public void abort(String reason) {
            orders.add("abort: " + reason);
            end(new Ending.Stopped(reason));
        }

        @Override
        public void abandon() {
            orders.add("abandon");
        }
    }

    final Map<String, AgentView> agents = new LinkedHashMap<>();
    final List<FakeRun> runs = new ArrayList<>();
    boolean mayGrow;
    boolean isClosed;
    private Runnable changed = () -> {};

    FakeFleet agent(String name, int maxRuns, Map<String, String> labels) {
        agents.put(name, new AgentView(name, name + ":7900", labels, 0, -1, 0, maxRuns));
        changed.run();
        return this;
    }

    FakeFleet agents(String... names) {
        for (String name : names) {
            agent(name, 1, Map.of());
        }
        return this;
    }

    void remove(String name) {
        agents.remove(name);
        changed.run();
    }

    FakeRun last() {
        return runs.getLast();
    }

    static RunResult result(Verdict verdict) {
        return RunResult.builder("shop", "run-1", Instant.EPOCH)
                .verdict(verdict, "verdict " + verdict)
                .build();
    }

    @Override
    public List<AgentView> agents() {
        return List.copyOf(agents.values());
    }

    @Override
    public boolean mayGrow() {
        return mayGrow;
    }

    @Override
    public void listen(Runnable listener) {
        changed = listener;
    }

    @Override
    public FleetRun start(TestPlan plan, List<String> names, RunOptions options) {
        throw new AssertionError("runs begin with begin");
    }

    @Override
    public Handle begin(String name, TestPlan plan, List<String> names, RunOptions options, Consumer<Ending> ended) {
        var run = new FakeRun(name, names, options, ended);
        runs.add(run);
        return run;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
