package dev.perf.distributed.internal.coordinator;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;

import dev.perf.distributed.internal.agent.Agent;
import dev.perf.distributed.internal.agent.AgentSettings;
import dev.perf.distributed.internal.agent.ClassPaths;
import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.loop.ThreadLoop;
import dev.perf.distributed.internal.message.Load;
import dev.perf.distributed.internal.message.Node;
import dev.perf.distributed.internal.transport.LoopbackMesh;
import dev.perf.distributed.internal.transport.Meeting;
import dev.perf.distributed.internal.transport.StarNetwork;
import dev.perf.distributed.internal.worker.Worker;
import dev.perf.distributed.internal.worker.WorkerOrder;
import dev.perf.distributed.internal.worker.WorkerReport;
import dev.perf.engine.conduct.Fleets;
import dev.perf.engine.fleet.Share;
import dev.perf.engine.fleet.ShareRun;
import dev.perf.fleet.AgentLoss;
import dev.perf.fleet.Sharing;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Many agents in one process, with the real protocol: over a network in memory, to see what the coordinator of a run of that
 * size costs, or over JGroups, to see what so many members cost each other. Each agent gives out what one share with a hundred steps measured in fact, each second what that measured in it.
 */
final class ManyAgents {

    /**
     * What a run came to.
     *
     * @param recorded requests that each agent says it sent
     * @param result of the run
     * @param spread from the first agent's begin to the last one's
     * @param cores that the coordinator's threads took while the load was on
     * @param allCores that the process took meanwhile, agents and all
     * @param heap bytes that live, agents and all, at the most
     * @param formed from the first agent's start until all had joined
     */
    record Outcome(
            long recorded,
            RunResult result,
            Duration spread,
            double cores,
            double allCores,
            long heap,
            Duration formed) {}

    private static final int STEPS = 100;

    /** What the threads of the coordinator are called: its loop, its network, the run. */
    private static final Predicate<String> IS_COORDINATORS =
            name -> name.equals("loop-coordinator") || name.equals("coordinator") || name.equals("perf-many");

    private final TestPlan plan;
    private final List<byte[]> entries;
    private final List<Long> begun = Collections.synchronizedList(new ArrayList<>());

    private ManyAgents(TestPlan plan, List<byte[]> entries) {
        this.plan = plan;
        this.entries = entries;
    }

    /**
     * Prints what a run costs.
     *
     * @param arguments number of agents, 200 unless given, seconds of load, 20 unless given, and {@code jgroups} for real
     *     members; then it prints before what they cost while they idle, and after how soon the death of one is noticed
     */
    public static void main(String... arguments) throws Exception {
        int agents = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        Path folder = Files.createTempDirectory("perf-many");
        boolean isReal = arguments.length > 2 && arguments[2].equals("jgroups");
        Outcome outcome;
        try (Meeting meeting = isReal ? new LoopbackMesh() : new StarNetwork("coordinator")) {
            outcome = run(agents, seconds, folder, meeting);
        }
        RunResult result = outcome.result();
        System.out.printf(
                "%d agents joined within %.1f s; %d s, %d steps each: %d requests counted, %d sent; begun within %.1f"
                        + " ms; coordinator %.2f cores, all %.2f cores; heap at most %d MB; %s%n",
                agents,
                outcome.formed().toMillis() / 1e3,
                seconds,
                STEPS,
                result.requestCount(),
                agents * outcome.recorded(),
                outcome.spread().toNanos() / 1e6,
                outcome.cores(),
                outcome.allCores(),
                outcome.heap() >> 20,
                result.verdict());
        System.out.println(result.warnings());
    }

    /** Runs a load on so many agents. */
    static Outcome run(int agents, int seconds, Path folder, Meeting meeting) throws Exception {
        TestPlan plan = plan(seconds);
        List<byte[]> entries = record(plan, Files.createDirectories(folder.resolve("recorded")));
        long recorded = Fleets.rebuild(List.of(folder.resolve("recorded"))).requestCount();
        return new ManyAgents(plan, entries).run(agents, recorded, folder, meeting);
    }

    private static TestPlan plan(int seconds) {
        Scenario scenario = scenario("all");
        for (int i = 0; i < STEPS; i++) {
            scenario = scenario.exec(exec(
                    "step " + i,
                    user -> user.pause(Duration.ofNanos(user.random().nextInt(3_000_000)))));
        }
        return loadTest("many")
                .run(scenario, arrivals(perSecond(10)).during(Duration.ofSeconds(seconds)))
                .threshold("step_duration: p(95) < 1s")
                .plan();
    }

    private static List<byte[]> record(TestPlan plan, Path folder) throws InterruptedException {
        List<byte[]> entries = Collections.synchronizedList(new ArrayList<>());
        try (ShareRun share = Fleets.prepare(plan, Share.WHOLE, folder)) {
            share.begin(System.nanoTime() + 10_000_000, entries::add);
            share.await();
        }
        return List.copyOf(entries);
    }

    private Outcome run(int count, long recorded, Path folder, Meeting network) throws Exception {
        var loops = new ArrayList<Loop>();
        var agents = new ArrayList<Agent>();
        try (var loop = new ThreadLoop("loop-coordinator");
                var coordinator = new Coordinator(Simulation.settings(Fleets.version()), loop, network.middle())) {
            coordinator.start();
            long started = System.nanoTime();
            for (int i = 0; i < count; i++) {
                var agentLoop = new ThreadLoop("loop-agent");
                loops.add(agentLoop);
                var agent = new Agent(
                        AgentSettings.of(node("agent-" + i), folder.resolve("agent-" + i)),
                        new Agent.Tools(
                                network.cluster("agent-" + i),
                                (start, listener) -> new Replaying(listener, agentLoop),
                                NO_FILES,
                                Simulation::unsealed,
                                () -> new Load(0.1, 1 << 30, 0)),
                        agentLoop);
                agents.add(agent);
                agent.start();
            }
            String missing = coordinator.await(count, Map.of(), Duration.ofSeconds(60));
            if (missing != null) {
                throw new IllegalStateException(missing);
            }
            Duration formed = Duration.ofNanos(System.nanoTime() - started);
            if (network instanceof LoopbackMesh) {
                tellIdle(count);
            }
            FleetRun fleet = coordinator.open(request(count));
            var over = new CountDownLatch(1);
            long from = System.nanoTime();
            long before = processCpu();
            Run run = Fleets.conduct(plan, RunOptions.DEFAULTS.withoutReport(), fleet, over::countDown);
            var ended = new CompletableFuture<RunResult>();
            Thread.ofPlatform().daemon().start(() -> await(run, ended));
            var cpu = new HashMap<Long, Long>();
            long heap = 0;
            while (!ended.isDone()) {
                over.await(500, TimeUnit.MILLISECONDS);
                measure(cpu);
                heap = Math.max(
                        heap,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
            RunResult result = ended.get();
            double cores = cpu.values().stream().mapToLong(Long::longValue).sum() / (double) (System.nanoTime() - from);
            double allCores = (processCpu() - before) / (double) (System.nanoTime() - from);
            if (network instanceof LoopbackMesh mesh) {
                tellDeath(coordinator, mesh);
            }
            Duration spread = Duration.ofNanos(Collections.max(begun) - Collections.min(begun));
            return new Outcome(recorded, result, spread, cores, allCores, heap, formed);
        } finally {
            agents.forEach(Agent::close);
            loops.forEach(Loop::close);
        }
    }

    /** Prints what members cost each other while they do nothing. */
    private static void tellIdle(int count) throws InterruptedException {
        long from = System.nanoTime();
        long cpu = processCpu();
        new CountDownLatch(1).await(5, TimeUnit.SECONDS);
        double cores = (processCpu() - cpu) / (double) (System.nanoTime() - from);
        System.gc();
        System.out.printf(
                "%d members idle: %.2f cores, %d threads, %d MB of heap%n",
                count + 1,
                cores,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    }

    /** Prints after what time the coordinator notices that a member is dead. */
    private static void tellDeath(Coordinator coordinator, LoopbackMesh mesh) throws InterruptedException {
        int there = coordinator.agentIds().size();
        long killed = System.nanoTime();
        mesh.kill("agent-0");
        while (coordinator.agentIds().size() == there) {
            if (System.nanoTime() - killed > 30_000_000_000L) {
                throw new IllegalStateException("nobody has noticed the death of agent-0 within 30 s");
            }
            LockSupport.parkNanos(1_000_000);
        }
        System.out.printf("a dead member noticed after %.2f s%n", (System.nanoTime() - killed) / 1e9);
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void await(Run run, CompletableFuture<RunResult> ended) {
        try {
            ended.complete(run.await());
        } catch (Throwable failed) {
            ended.completeExceptionally(failed);
        }
    }

    /** Threads end before the run does, so the most that was seen of each counts. */
    private static void measure(Map<Long, Long> cpu) {
        var threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && IS_COORDINATORS.test(thread.getThreadName())) {
                cpu.merge(thread.getThreadId(), threads.getThreadCpuTime(thread.getThreadId()), Math::max);
            }
        }
    }

    private static Node node(String name) {
        return Simulation.node(name, Fleets.version(), 25);
    }

    private static RunRequest request(int agents) {
        return new RunRequest(
                "run-1",
                "many",
                agents,
                agents,
                Set.of(),
                Map.of(),
                Sharing.CAPACITY,
                AgentLoss.carryOn(),
                false,
                0,
                21,
                new byte[0],
                NOTHING,
                List.of(),
                Map.of(),
                RunRequest.Limits.USUAL);
    }

    private static final Bundle NOTHING = new Bundle() {
        @Override
        public byte[] manifest() {
            return new byte[0];
        }

        @Override
        public Sending sendTo(Consumer<byte[]> out) {
            return new Sending() {
                @Override
                public void receive(byte[] message) {}

                @Override
                public CompletableFuture<?> done() {
                    return new CompletableFuture<>();
                }
            };
        }
    };

    private static final ClassPaths NO_FILES = new ClassPaths() {
        @Override
        public Receiving receive(byte[] manifest, Consumer<byte[]> out) {
            return new Receiving() {
                @Override
                public void receive(byte[] message) {}

                @Override
                public CompletableFuture<?> done() {
                    return CompletableFuture.completedFuture("all there");
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public List<Path> classPath(byte[] manifest, Path directory) throws IOException {
            return List.of(directory);
        }
    };

    /** Puts on no load, and gives out what was measured before, an interval per second. */
    private final class Replaying implements Worker {

        private final Listener listener;
        private final Loop loop;
        private int next;
        private boolean isClosed;

        Replaying(Listener listener, Loop loop) {
            this.listener = listener;
            this.loop = loop;
        }

        @Override
        public void order(WorkerOrder order) {
            loop.execute(() -> carryOut(order));
        }

        private void carryOut(WorkerOrder order) {
            switch (order) {
                case WorkerOrder.Prepare prepare -> listener.reported(new WorkerReport.Prepared(Duration.ZERO));
                case WorkerOrder.SetUp setUp -> listener.reported(new WorkerReport.SetUp(null, new byte[0]));
                case WorkerOrder.TearDown tearDown -> listener.reported(new WorkerReport.TornDown(null));
                case WorkerOrder.Begin(long startNanos) ->
                    loop.after(Duration.ofNanos(startNanos - loop.nanos()), () -> begin(startNanos));
                default -> {}
            }
        }

        private void begin(long startNanos) {
            begun.add(System.nanoTime());
            listener.reported(new WorkerReport.Begun(Duration.ofNanos(loop.nanos() - startNanos)));
            give();
            loop.after(Duration.ofNanos(startNanos + 1_000_000_000L - loop.nanos()), () -> interval(startNanos));
        }

        private void interval(long startNanos) {
            give();
            if (next >= entries.size() - 1) {
                give();
                listener.reported(new WorkerReport.Ended());
            } else if (!isClosed) {
                loop.after(
                        Duration.ofNanos(startNanos + next * 1_000_000_000L - loop.nanos()),
                        () -> interval(startNanos));
            }
        }

        private void give() {
            if (next < entries.size()) {
                listener.reported(new WorkerReport.Entry(entries.get(next++)));
            }
        }

        @Override
        public void close() {
            if (!isClosed) {
                isClosed = true;
                loop.execute(() -> listener.reported(new WorkerReport.Died("killed by its agent", "")));
            }
        }
    }
}
