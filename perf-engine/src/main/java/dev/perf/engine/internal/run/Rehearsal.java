package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;

import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.plan.ArrivalSchedule;
import dev.perf.load.OpenLoad;
import dev.perf.plan.TestPlan;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Java compile the request path before the load begins, by a second of load on a server of this process's own, on
 * loopback.
 *
 * <p>Arrivals do not wait for a generator that is still slow: at 20,000/s a cold one was 400 ms late in its first second,
 * and after a rehearsal 4 ms. So it is done where many arrivals are due in the first second, and once per JVM. Nothing
 * of it is recorded, and the target is not contacted.
 */
final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** Fewer arrivals in the first second than that find a cold generator fast enough. */
    private static final double WORTH_PER_SECOND = 2_000;

    private static final double RATE = 5_000;
    private static final Duration LENGTH = Duration.ofSeconds(1);
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nServer: perf\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final AtomicBoolean HELD = new AtomicBoolean();

    private Rehearsal() {}

    /** Holds it if {@code plan} begins with so much load that it is worth it, and none was held before. */
    static void beforeRunOf(TestPlan plan) {
        if (isWorthwhile(plan) && HELD.compareAndSet(false, true)) {
            hold();
        }
    }

    static boolean isWorthwhile(TestPlan plan) {
        return plan.workloads().stream()
                        .map(TestPlan.Workload::load)
                        .filter(OpenLoad.class::isInstance)
                        .mapToDouble(load -> inFirstSecond(ArrivalSchedule.of((OpenLoad) load)))
                        .sum()
                >= WORTH_PER_SECOND;
    }

    /** A ramp counts as what it has come to; iterations that start at once have no rate. */
    private static double inFirstSecond(ArrivalSchedule schedule) {
        long second = Duration.ofSeconds(1).toNanos();
        return Math.max(schedule.rateAt(second), schedule.dueBefore(second));
    }

    /** Returns how many requests were answered. */
    static long hold() {
        try (ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().name("perf-rehearsal").start(() -> accept(server));
            TestPlan plan = loadTest("rehearsal")
                    .http(http -> http.baseUrl("http://127.0.0.1:" + server.getLocalPort()))
                    .run(
                            scenario("rehearsal")
                                    .exec(http("rehearsal").get("/").check(status().is(200))),
                            arrivals(perSecond(RATE)).during(LENGTH).gracefulStop(Duration.ofSeconds(2)))
                    .plan();
            return LoadRun.start(plan, RunOptions.DEFAULTS.withoutReport(), new SystemClock())
                    .await()
                    .ledger()
                    .completed();
        } catch (IOException noLoopback) {
            LOG.debug("no rehearsal", noLoopback);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static void accept(ServerSocket server) {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().name("perf-rehearsal").start(() -> answer(socket));
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
