package dev.perf.benchmarks;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;

import dev.perf.load.LoadProfile;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The same two runs against a {@link SteadyServer}, in a JVM that something disturbs: 500 arrivals per second, then 40
 * users that loop. Prints a line for each, {@code model|p95|state|signals}.
 */
final class DisturbedRun {

    private static final AtomicLong COUNT = new AtomicLong();
    private static final Map<Long, byte[]> KEPT = new ConcurrentHashMap<>();

    private DisturbedRun() {}

    static void run(String url, String step) throws InterruptedException {
        Scenario get = step(scenario("get"), step).exec(http("get").get("/").check(status().is(200)));
        print("open", url, get, arrivals(perSecond(500)).during(Duration.ofSeconds(13)));
        print("closed", url, get, users(40).during(Duration.ofSeconds(13)));
    }

    private static Scenario step(Scenario scenario, String step) {
        return switch (step) {
            case "none" -> scenario;
            case "compute" -> scenario.exec(exec("compute", user -> compute(Duration.ofMillis(5))));
            case "pin" -> scenario.exec(exec("pin", user -> pin()));
            case "allocate" -> scenario.exec(exec("allocate", user -> allocate()));
            default -> throw new IllegalArgumentException(step);
        };
    }

    private static void print(String model, String url, Scenario scenario, LoadProfile load)
            throws InterruptedException {
        RunResult result = loadTest(model)
                .http(http -> http.baseUrl(url))
                .warmUp(Duration.ofSeconds(3))
                .run(scenario, load)
                .run(RunOptions.DEFAULTS.withoutReport());
        GeneratorHealth health = result.generator();
        System.out.println(model + "|"
                + result.requests().stream()
                        .filter(request -> request.name().equals("get"))
                        .map(request -> String.format(
                                Locale.ROOT,
                                "%.1f",
                                request.responseTime().p95().toNanos() / 1e6))
                        .findFirst()
                        .orElse("NaN")
                + "|" + health.state() + "|"
                + health.signals().stream()
                        .filter(signal -> signal.state().compareTo(GeneratorHealth.State.WARNING) >= 0)
                        .map(signal -> signal.name() + " " + signal.value().split(", over", 2)[0] + " ("
                                + signal.state().name().toLowerCase(Locale.ROOT) + ")")
                        .collect(Collectors.joining("; "))
                + "|" + health.summary());
    }

    private static void compute(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** Waits inside a class initialiser, which pins the carrier in every Java version; each call needs a new class. */
    private static void pin() {
        var loader = new ClassLoader(DisturbedRun.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.equals(Waiting.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                try (InputStream in = DisturbedRun.class.getResourceAsStream("DisturbedRun$Waiting.class")) {
                    byte[] code = in == null ? new byte[0] : in.readAllBytes();
                    return defineClass(name, code, 0, code.length);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        try {
            Class.forName(Waiting.class.getName(), true, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps 10 MB alive in an old generation that holds little more. */
    private static void allocate() {
        long now = COUNT.incrementAndGet();
        KEPT.put(now % 1_000, new byte[10_000]);
        for (int i = 0; i < 50; i++) {
            KEPT.put(1_000 + now % 20, new byte[20_000]);
        }
    }

    /** Takes 20 ms to be initialised. */
    static final class Waiting {
        static {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        private Waiting() {}
    }
}
