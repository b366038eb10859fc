package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.agent.Agent;
import dev.perf.distributed.internal.agent.AgentSettings;
import dev.perf.distributed.internal.agent.ClassPaths;
import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Load;
import dev.perf.distributed.internal.message.Node;
import dev.perf.distributed.internal.transport.Cluster;
import dev.perf.distributed.internal.transport.Member;
import dev.perf.distributed.internal.transport.MemoryNetwork;
import dev.perf.distributed.internal.transport.Transport;
import dev.perf.fleet.AgentLoss;
import dev.perf.fleet.Sharing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A coordinator and agents on one thread, in a time that moves only when they are waited for. */
final class Simulation implements AutoCloseable {

    static final Duration NODE_TIMEOUT = Duration.ofSeconds(4);
    private static final byte SEAL = 77;
    private static final Duration STEP = Duration.ofMillis(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(20);

    private final Path folder;
    // Slower than the coordinator's own watch, so that it is the latter that is tested.
    final MemoryNetwork network = MemoryNetwork.stepped(Duration.ofSeconds(60));
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private final Map<String, SimulatedAgent> agents = new LinkedHashMap<>();
    private long now = 1_000_000_000_000L;
    private long order;

    final SimulatedLoop loop = new SimulatedLoop(Duration.ZERO);
    final Transport transport = network.join("coordinator");
    final Coordinator coordinator = new Coordinator(settings("1.0"), loop, transport);

    Simulation(Path folder) {
        this.folder = folder;
        coordinator.start();
    }

    static CoordinatorSettings settings(String version) {
        return new CoordinatorSettings(
                "the one",
                Duration.ofMillis(500),
                NODE_TIMEOUT,
                version,
                21,
                "start agents with perf agent --join it",
                (run, agents, content) -> sealed(content));
    }

    /** Nobody but a coordinator of tests does this. */
    static byte[] sealed(byte[] content) {
        byte[] sealed = Arrays.copyOf(content, content.length + 1);
        sealed[content.length] = SEAL;
        return sealed;
    }

    static byte[] unsealed(byte[] sealed) {
        if (sealed.length == 0 || sealed[sealed.length - 1] != SEAL) {
            throw new SecurityException("nobody has sealed it");
        }
        return Arrays.copyOf(sealed, sealed.length - 1);
    }

    static Node node(String name) {
        return node(name, 0, Map.of());
    }

    static Node node(String name, double capacity, Map<String, String> labels) {
        return new Node(name, name + ":7800", "1.0", 25, "25.0.1", "Linux amd64", 4, 1L << 33, labels, capacity, 1);
    }

    static Node node(String name, String perf, int java) {
        return new Node(name, name + ":7800", perf, java, "" + java, "Linux amd64", 4, 1L << 33, Map.of(), 0, 1);
    }

    /** Starts agents of these names. */
    void start(String... names) {
        for (String name : names) {
            start(node(name), Duration.ZERO, UnaryOperator.identity());
        }
    }

    SimulatedAgent start(Node node) {
        return start(node, Duration.ZERO, UnaryOperator.identity());
    }

    /** Starts an agent whose clock is off, and whose membership is changed. */
    SimulatedAgent start(Node node, Duration clockOff, UnaryOperator<Transport> change) {
        var agent = new SimulatedAgent(node, clockOff, change);
        agents.put(node.name(), agent);
        agent.agent.start();
        return agent;
    }

    SimulatedAgent agent(String name) {
        SimulatedAgent agent = agents.get(name);
        if (agent == null) {
            throw new IllegalArgumentException(name);
        }
        return agent;
    }

    /** Returns how the agents of a coordinator are. */
    List<AgentStatus> agents(Coordinator of) {
        try {
            return of.agents();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Lets time pass. */
    void pass(Duration time) {
        long until = now + time.toNanos();
        while (now < until) {
            step();
        }
    }

    /** Lets time pass until something is so. */
    void until(BooleanSupplier condition) {
        long limit = now + LONGEST_WAIT.toNanos();
        work();
        while (!condition.getAsBoolean()) {
            if (now >= limit) {
                throw new AssertionError("not so after " + LONGEST_WAIT);
            }
            step();
        }
    }

    long now() {
        return now;
    }

    private void step() {
        now += STEP.toNanos();
        network.advance(STEP);
        work();
    }

    private void work() {
        network.settle();
        while (true) {
            Task next = tasks.peek();
            if (next == null || next.due() > now) {
                return;
            }
            tasks.remove();
            next.task().run();
            network.settle();
        }
    }

    @Override
    public void close() {
        network.close();
    }

    RunRequest request(int agents) {
        return request(agents, AgentLoss.carryOn(), 0);
    }

    RunRequest request(int agents, AgentLoss loss, double peak) {
        return request(agents, loss, peak, Map.of(), 21);
    }

    RunRequest request(int agents, AgentLoss loss, double peak, Map<String, String> labels, int java) {
        return new RunRequest(
                "run-1",
                "shop",
                agents,
                Integer.MAX_VALUE,
                Set.of(),
                labels,
                Sharing.CAPACITY,
                loss,
                true,
                peak,
                java,
                "recipe".getBytes(StandardCharsets.UTF_8),
                new MemoryBundle(Map.of("h1", 150_000, "h2", 10)),
                List.of("-Xmx1g"),
                Map.of(),
                RunRequest.Limits.USUAL);
    }

    private record Task(long due, long order, Runnable task) {}

    /** One process's thread and clock. */
    final class SimulatedLoop implements Loop {

        private final Duration clockOff;
        private final Queue<Runnable> held = new ArrayDeque<>();
        private boolean isFrozen;
        private boolean isKilled;

        SimulatedLoop(Duration clockOff) {
            this.clockOff = clockOff;
        }

        @Override
        public long nanos() {
            return now + clockOff.toNanos();
        }

        @Override
        public long wallNanos() {
            return now + 2 * clockOff.toNanos();
        }

        @Override
        public void execute(Runnable task) {
            schedule(0, task);
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            boolean[] isCancelled = {false};
            schedule(Math.max(0, delay.toNanos()), () -> {
                if (!isCancelled[0]) {
                    task.run();
                }
            });
            return () -> isCancelled[0] = true;
        }

        private void schedule(long delay, Runnable task) {
            tasks.add(new Task(now + delay, order++, () -> {
                if (isFrozen) {
                    held.add(task);
                } else if (!isKilled) {
                    task.run();
                }
            }));
        }

        @Override
        public void aside(String name, Runnable task) {
            execute(task);
        }

        @Override
        public Executor lane(String name) {
            return this;
        }

        @Override
        public <T> T await(CompletableFuture<T> future) {
            until(future::isDone);
            try {
                return future.join();
            } catch (CompletionException failed) {
                throw failed;
            }
        }

        @Override
        public void close() {
            isKilled = true;
        }

        void freeze() {
            isFrozen = true;
        }

        void thaw() {
            isFrozen = false;
            while (!held.isEmpty()) {
                schedule(0, held.remove());
            }
        }
    }

    /** An agent and what it is made of. */
    final class SimulatedAgent {

        final SimulatedLoop loop;
        final Agent agent;
        final List<FakeWorker> workers = new ArrayList<>();
        final Set<String> cache = new HashSet<>();
        int taken;
        /** What its next workers do. */
        FakeWorker.Script script = new FakeWorker.Script();

        private final UnaryOperator<Transport> change;
        private @Nullable Transport membership;

        SimulatedAgent(Node node, Duration clockOff, UnaryOperator<Transport> change) {
            this.loop = new SimulatedLoop(clockOff);
            this.change = change;
            Cluster cluster = network.cluster(node.name());
            Cluster watched = new Cluster() {
                @Override
                public Transport join() throws IOException {
                    Transport joined = cluster.join();
                    membership = joined;
                    return SimulatedAgent.this.change.apply(joined);
                }

                @Override
                public String where() {
                    return cluster.where();
                }
            };
            agent = new Agent(
                    AgentSettings.of(node, folder.resolve(node.name())),
                    new Agent.Tools(
                            watched,
                            (start, listener) -> {
                                var worker = new FakeWorker(start, listener, loop, script);
                                workers.add(worker);
                                return worker;
                            },
                            new MemoryCache(this),
                            Simulation::unsealed,
                            () -> new Load(0.25, 1 << 30, 0)),
                    loop);
        }

        Member member() {
            Transport current = membership;
            if (current == null) {
                throw new IllegalStateException("never joined");
            }
            return current.self();
        }

        FakeWorker worker() {
            return workers.getLast();
        }

        /** Ends its process, as kill -9 does. */
        void kill() {
            loop.close();
            network.kill(member());
        }

        void freeze() {
            loop.freeze();
            network.freeze(member());
        }

        void thaw() {
            network.thaw(member());
            loop.thaw();
        }
    }

    /** Parts of zeros; the agent says the first that it lacks, and gets all of it in pieces. */
    private record MemoryBundle(Map<String, Integer> lengths) implements Bundle {

        @Override
        public byte[] manifest() {
            return lengths.keySet().stream()
                    .sorted()
                    .collect(Collectors.joining(" "))
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Sending sendTo(Consumer<byte[]> out) {
            return new Sending() {
                @Override
                public void receive(byte[] message) {
                    String hash = new String(message, StandardCharsets.UTF_8);
                    int length = lengths.getOrDefault(hash, 0);
                    for (int offset = 0; offset < length; offset += 60_000) {
                        out.accept(new byte[Math.min(60_000, length - offset)]);
                    }
                    out.accept(new byte[0]);
                }

                @Override
                public CompletableFuture<?> done() {
                    return new CompletableFuture<>();
                }
            };
        }
    }

    /** Keeps no byte, but knows which parts it has had all of. */
    private record MemoryCache(SimulatedAgent agent) implements ClassPaths {

        @Override
        public Receiving receive(byte[] manifest, Consumer<byte[]> out) {
            var done = new CompletableFuture<String>();
            ask(manifest, out, done);
            return new Receiving() {
                @Override
                public void receive(byte[] message) {
                    agent.taken += message.length;
                    if (message.length == 0) {
                        agent.cache.add(missing(manifest).getFirst());
                        ask(manifest, out, done);
                    }
                }

                @Override
                public CompletableFuture<?> done() {
                    return done;
                }

                @Override
                public void close() {
                    done.completeExceptionally(new IOException("left off"));
                }
            };
        }

        private void ask(byte[] manifest, Consumer<byte[]> out, CompletableFuture<String> done) {
            List<String> missing = missing(manifest);
            if (missing.isEmpty()) {
                done.complete("all there");
            } else {
                out.accept(missing.getFirst().getBytes(StandardCharsets.UTF_8));
            }
        }

        private List<String> missing(byte[] manifest) {
            return Arrays.stream(new String(manifest, StandardCharsets.UTF_8).split(" "))
                    .filter(hash -> !agent.cache.contains(hash))
                    .toList();
        }

        @Override
        public List<Path> classPath(byte[] manifest, Path directory) throws IOException {
            if (!missing(manifest).isEmpty()) {
                throw new IOException("parts are missing");
            }
            return List.of(directory.resolve("h1.jar"), directory.resolve("h2.jar"));
        }
    }
}
