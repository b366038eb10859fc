package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.task;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;

import com.sun.management.OperatingSystemMXBean;
import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.extract.JsonLibrary;
import dev.perf.engine.internal.plan.ArrivalSchedule;
import dev.perf.load.OpenLoad;
import dev.perf.plan.TestPlan;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Java compile the request path before the load begins, by load on a server of this process's own, on loopback:
 * rounds of half a second, until one is on time and enough requests were sent, six at most.
 *
 * <p>Arrivals do not wait for a generator that is still slow: at 20,000/s a cold one was 400 ms late in its first second.
 * So it is done where many arrivals are due in the first second, and once per JVM. Nothing of it is recorded, and the
 * target is not contacted.
 */
final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** Fewer arrivals in the first second than that find a cold generator fast enough. */
    private static final double WORTH_PER_SECOND = 2_000;

    private static final double LEAST_RATE = 5_000;
    private static final double HIGHEST_RATE = 20_000;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** CPU time of the process between two looks that tells of a compiler at rest. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private static final Duration ROUND = Duration.ofMillis(500);
    private static final int MOST_ROUNDS = 6;

    /** A method called once per request is compiled for good after 5,000 calls, in the background. */
    private static final long ENOUGH_REQUESTS = 15_000;

    /** Arrivals at high rates are released once per millisecond. */
    private static final Duration ON_TIME = Duration.ofMillis(2);

    /** A cold generator drops what is too much for it, rather than get ever later. */
    private static final int MOST_USERS = 200;

    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nServer: perf\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 10\r\n\r\n{\"id\":\"1\"}")
            .getBytes(StandardCharsets.US_ASCII);

    /** A bit of everything, or Java compiles the path as if there were nothing else, and has to do it again. */
    private static final Scenario REHEARSED = scenario("rehearsal")
            .tasks(
                    task(2, http("bare").get("/")),
                    task(2, http("checked").get("/").check(status().is(200))),
                    task(
                            1,
                            http("posted")
                                    .post("/")
                                    .json(Map.of("name", "perf"))
                                    .save("id", jsonPath("$.id")),
                            http("followed").get("/#{id}").header("X-Id", "#{id}")));

    private static final AtomicBoolean HELD = new AtomicBoolean();

    private Rehearsal() {}

    /**
     * Returns what makes this process fast at once for the load of {@code plan}, until it is told that it need not any more.
     *
     * @param beside what else to get ready where there is a rehearsal
     */
    static Consumer<BooleanSupplier> of(TestPlan plan, Runnable beside) {
        return over -> {
            JsonLibrary.await();
            ClassFolders.loadFor(plan);
            SocketPollers.make();
            if (isDueFor(plan)) {
                beside.run();
                hold(plan, over);
            }
        };
    }

    /** Tells, once per JVM, whether {@code plan} begins with so much load that a rehearsal is worth it. */
    static boolean isDueFor(TestPlan plan) {
        return inFirstSecond(plan) >= WORTH_PER_SECOND && HELD.compareAndSet(false, true);
    }

    /**
     * Holds it for {@code plan}.
     *
     * @param over tells when nobody waits for the run any more
     */
    static void hold(TestPlan plan, BooleanSupplier over) {
        hold(Math.clamp(inFirstSecond(plan), LEAST_RATE, HIGHEST_RATE), over);
    }

    /** Returns how many arrivals of {@code plan} are due in its first second; a ramp counts as what it has come to. */
    static double inFirstSecond(TestPlan plan) {
        return plan.workloads().stream()
                .map(TestPlan.Workload::load)
                .filter(OpenLoad.class::isInstance)
                .mapToDouble(load -> inFirstSecond(ArrivalSchedule.of((OpenLoad) load)))
                .sum();
    }

    /** Iterations that start at once have no rate. */
    private static double inFirstSecond(ArrivalSchedule schedule) {
        long second = Duration.ofSeconds(1).toNanos();
        return Math.max(schedule.rateAt(second), schedule.dueBefore(second));
    }

    /** Returns how many requests were answered. */
    static long hold(double rate, BooleanSupplier over) {
        long answered = 0;
        try (ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().name("perf-rehearsal").start(() -> accept(server));
            TestPlan plan = loadTest("rehearsal")
                    .http(http -> http.baseUrl("http://127.0.0.1:" + server.getLocalPort()))
                    .run(
                            REHEARSED,
                            arrivals(perSecond(rate))
                                    .during(ROUND)
                                    .maxUsers(MOST_USERS)
                                    .gracefulStop(Duration.ofSeconds(2)))
                    .plan();
            boolean ready = false;
            for (int round = 0; round < MOST_ROUNDS && !ready && !over.getAsBoolean(); round++) {
                RunResult result = LoadRun.start(plan, RunOptions.DEFAULTS.withoutReport(), new SystemClock())
                        .await();
                answered += result.ledger().completed();
                ready = answered >= ENOUGH_REQUESTS && isOnTime(result);
            }
            awaitCompiler();
        } catch (IOException noLoopback) {
            LOG.debug("no rehearsal", noLoopback);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return answered;
    }

    /** What the last round has shown Java is compiled in the background, which would take processors from the load. */
    private static void awaitCompiler() throws InterruptedException {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean process) {
            var clock = new SystemClock();
            long deadline = clock.nanos() + LONGEST_WAIT_NANOS;
            long used = Long.MAX_VALUE;
            while (used > QUIET_NANOS && clock.nanos() < deadline) {
                long before = process.getProcessCpuTime();
                clock.sleepUntil(clock.nanos() + LOOK_NANOS);
                used = process.getProcessCpuTime() - before;
            }
        }
    }

    private static boolean isOnTime(RunResult result) {
        return result.metric("schedule_lag") instanceof MetricResult.Trend lag
                && lag.distribution().p99().compareTo(ON_TIME) <= 0;
    }

    private static void accept(ServerSocket server) {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException over) {
                return;
            }
        }
    }

    /** One request comes with one read: they are small, and nobody sends the next before the answer. */
    private static void answer(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            byte[] request = new byte[4_096];
            while (socket.getInputStream().read(request) > 0) {
                socket.getOutputStream().write(ANSWER);
            }
        } catch (IOException over) {
            LOG.trace("a connection of the rehearsal ended", over);
        }
    }
}
