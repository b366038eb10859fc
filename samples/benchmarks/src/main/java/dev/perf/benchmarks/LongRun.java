package dev.perf.benchmarks;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;
import static dev.perf.soak.Soak.p95Rise;

import dev.perf.Perf;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.Run.State;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether the engine's memory stays flat in a long run: {@code LongRun [minutes]}, 10 unless told otherwise. 2,000
 * arrivals per second, some of which fail with messages and send requests of names that are never the same, and 200
 * users that loop, against nginx. Each minute it prints what lives on the heap after a collection.
 */
final class LongRun {

    private static final Scenario BUYER = scenario("buyer")
            .exec(http("small").get("/small").check(status().is(200)), Perf.exec("odd", user -> {
                if (user.id() % 100 == 0) {
                    user.send(http("odd " + user.id()).get("/missing/" + user.id()));
                }
            }));
    private static final Scenario VISITOR =
            scenario("visitor").exec(http("visit").get("/small")).pacing(Duration.ofSeconds(1));

    private LongRun() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        Duration length = Duration.ofMinutes(arguments.length == 0 ? 10 : Long.parseLong(arguments[0]));
        Path folder = Files.createTempDirectory("perf-long-run");
        try (Nginx nginx = Nginx.start(folder, Cores.ofThisMachine())) {
            Run run = loadTest("long run")
                    .http(http -> http.baseUrl(nginx.url()))
                    .run(BUYER, arrivals(perSecond(2_000)).during(length))
                    .run(VISITOR, users(200).during(length))
                    .soak(p95Rise().below(Duration.ofMillis(5)))
                    .start(RunOptions.DEFAULTS.reportsTo(folder));
            for (long minute = 1; minute <= length.toMinutes() && run.state() != State.ENDED; minute++) {
                awaitMinute(run, minute);
                print(minute, run.snapshot());
            }
            RunResult result = run.await();
            System.out.println(result.verdict() + " " + result.ledger());
        }
    }

    private static void awaitMinute(Run run, long minute) throws InterruptedException {
        Duration due = Duration.ofMinutes(minute).minusSeconds(1);
        for (Snapshot now = run.snapshot();
                run.state() != State.ENDED && (now == null || now.elapsed().compareTo(due) < 0);
                now = run.snapshot()) {
            Thread.sleep(200);
        }
    }

    private static void print(long minute, @Nullable Snapshot snapshot) {
        System.gc();
        long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                Locale.ROOT,
                "minute %2d: %.2f MB live, %d threads, p95 %.2f ms%n",
                minute,
                live / 1e6,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                snapshot == null
                        ? Double.NaN
                        : snapshot.interval().responseTime().p95().toNanos() / 1e6);
    }
}
