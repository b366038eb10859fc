package dev.perf.benchmarks;

import static dev.perf.Perf.constant;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;

import dev.perf.load.LoadProfile;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Users who mostly wait, and what memory they take beyond the same JVM after 3 s with 100 users: {@code Sleepers connected|pausing
 * url count}. Prints a line of figures.
 */
final class Sleepers {

    private static final Duration THINK = Duration.ofSeconds(5);

    private static final Scenario CONNECTED = scenario("connected")
            .exec(http("small").get("/small").check(status().is(200)))
            .thinkTime(constant(THINK));

    private static final Scenario WARMING = scenario("warming")
            .exec(http("small").get("/small").check(status().is(200)))
            .thinkTime(constant(Duration.ofMillis(100)));

    private static final Scenario PAUSING = scenario("pausing").exec(pause(Duration.ofSeconds(300)));

    private Sleepers() {}

    public static void main(String... arguments) throws InterruptedException, IOException {
        int count = Integer.parseInt(arguments[2]);
        boolean connected = arguments[0].equals("connected");
        run(arguments[1], WARMING, users(100).during(Duration.ofSeconds(3)));
        long baseHeap = liveHeap();
        long baseResident = resident();
        Duration ramp = Duration.ofSeconds(Math.max(5, count / 50_000));
        Thread observer = Thread.ofPlatform().start(() -> observe(ramp, count, baseHeap, baseResident));
        LoadProfile load = users().rampTo(count).over(ramp).hold(Duration.ofSeconds(60));
        Thread.ofPlatform().daemon().start(() -> {
            try {
                run(arguments[1], connected ? CONNECTED : PAUSING, load);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        observer.join();
        Runtime.getRuntime().halt(0);
    }

    private static void run(String url, Scenario scenario, LoadProfile load) throws InterruptedException {
        loadTest("sleepers")
                .http(http -> http.baseUrl(url))
                .run(scenario, load)
                .run(RunOptions.DEFAULTS.withoutReport());
    }

    /** Two pauses of every user after the ramp, so that what only the start needed has been collected. */
    private static void observe(Duration ramp, int count, long baseHeap, long baseResident) {
        try {
            TimeUnit.NANOSECONDS.sleep(ramp.plus(THINK).plus(THINK).toNanos());
            long heap = liveHeap();
            long resident = resident();
            System.out.println(Figures.line(
                    "users",
                    count,
                    "heapBytesPerUser",
                    (double) (heap - baseHeap) / count,
                    "residentBytesPerUser",
                    (double) (resident - baseResident) / count,
                    "baseMegabytes",
                    baseResident / 1e6,
                    "residentMegabytes",
                    resident / 1e6));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long liveHeap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
