package dev.perf.distributed.internal.agent;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.distributed.internal.loop.ThreadLoop;
import dev.perf.distributed.internal.message.Load;
import dev.perf.distributed.internal.message.Message;
import dev.perf.distributed.internal.message.Message.Prepare;
import dev.perf.distributed.internal.message.Message.Prepared;
import dev.perf.distributed.internal.message.Message.WorkerSilent;
import dev.perf.distributed.internal.message.Node;
import dev.perf.distributed.internal.message.Orders;
import dev.perf.distributed.internal.transport.Cluster;
import dev.perf.distributed.internal.transport.Transport;
import dev.perf.distributed.internal.worker.Recipe;
import dev.perf.distributed.internal.worker.Worker;
import dev.perf.distributed.internal.worker.WorkerProcess;
import dev.perf.distributed.internal.worker.WorkerReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is a process of its own, and is stopped while its agent goes on. */
class FrozenWorkerTest {

    private static final Duration HEARTBEAT = Duration.ofMillis(100);
    private static final Duration NODE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<Message> said = new LinkedBlockingQueue<>();
    private final CompletableFuture<Long> pid = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);

    static LoadTest idle() {
        return loadTest("idle")
                .run(
                        scenario("idle").exec(exec("nothing", user -> {})),
                        users().rampTo(1).over(Duration.ofSeconds(1)));
    }

    @Test
    void isDeadWhenItsSilenceIsTold() throws Exception {
        try (var loop = new ThreadLoop("agent")) {
            var run = new AgentRun("r1", 1, new Home(), settings(), tools(), loop);
            loop.execute(() -> run.prepare(new Prepare(orders(), 0, List.of(1))));
            try {
                await(Prepared.class);
                ProcessHandle worker = ProcessHandle.of(pid.get()).orElseThrow();
                stop(worker);

                WorkerSilent silent = await(WorkerSilent.class);

                assertThat(worker.isAlive()).isFalse();
                assertThat(Duration.ofNanos(silent.nanos())).isBetween(NODE_TIMEOUT, NODE_TIMEOUT.plus(HEARTBEAT));
                assertThat(over.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(said).isEmpty();
            } finally {
                run.kill();
            }
        }
    }

    private <M extends Message> M await(Class<M> type) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            Message next = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(next).as("%s within %s", type, DEADLINE).isNotNull();
            if (type.isInstance(next)) {
                return type.cast(next);
            }
        }
    }

    private static void stop(ProcessHandle process) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static byte[] orders() {
        byte[] recipe = Recipe.of(LoadTest.madeBy(FrozenWorkerTest::idle).plan(), List.of())
                .toBytes();
        return new Orders("r1", "idle", List.of("me"), recipe, new byte[0], List.of("-Xmx64m"), Map.of()).toBytes();
    }

    private AgentSettings settings() {
        var node = new Node("a", "a:1", "1.0", 25, "25", "Linux", 1, 1 << 30, Map.of(), 0, 1);
        return AgentSettings.of(node, folder);
    }

    private Agent.Tools tools() {
        Worker.Starter starter = (start, listener) -> WorkerProcess.starter().start(start, report -> {
            if (report instanceof WorkerReport.Started started) {
                pid.complete(started.pid());
            }
            listener.reported(report);
        });
        return new Agent.Tools(
                new NoCluster(), starter, new ThisClassPath(), UnaryOperator.identity(), () -> Load.UNKNOWN);
    }

    private final class Home implements AgentRun.Home {

        @Override
        public String agentId() {
            return "me";
        }

        @Override
        public Duration heartbeat() {
            return HEARTBEAT;
        }

        @Override
        public Duration nodeTimeout() {
            return NODE_TIMEOUT;
        }

        @Override
        public void send(String run, int epoch, long sequence, Message message) {
            said.add(message);
        }

        @Override
        public void closing(AgentRun run) {}

        @Override
        public void over(AgentRun run) {
            over.countDown();
        }
    }

    private static final class NoCluster implements Cluster {

        @Override
        public Transport join() throws IOException {
            throw new IOException("there is none");
        }

        @Override
        public String where() {
            return "nowhere";
        }
    }

    /** Nothing is sent: the worker has the class path of this process. */
    private static final class ThisClassPath implements ClassPaths {

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
        public List<Path> classPath(byte[] manifest, Path directory) {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(Files::exists)
                    .toList();
        }
    }
}
