package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.version.PerfVersion;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {

    @TempDir
    private Path folder;

    /** Marks a moment, and looks at the log while the run goes. */
    private static final class Marker implements RunListener {
        private final Path reports;
        private Run run;
        private List<String> seen = List.of();

        Marker(Path reports) {
            this.reports = reports;
        }

        private Path log() {
            return ReportFolder.of(reports, "shop", run.id()).resolve("perf.log");
        }

        @Override
        public void onStart(Run started) {
            run = started;
        }

        @Override
        public void onSnapshot(Snapshot snapshot) {
            if (snapshot.elapsed().equals(ofSeconds(2))) {
                run.mark("deployed with token=abcdefgh12345");
            }
            if (snapshot.elapsed().equals(ofSeconds(12))) {
                seen = awaited("after 10s");
            }
        }

        private List<String> awaited(String text) {
            long deadline = System.nanoTime() + ofSeconds(20).toNanos();
            while (System.nanoTime() < deadline) {
                List<String> lines = lines();
                if (String.join("\n", lines).contains(text)) {
                    return lines;
                }
            }
            throw new AssertionError("not in " + log() + ": " + text);
        }

        private List<String> lines() {
            try {
                return Files.readAllLines(log());
            } catch (IOException unreadable) {
                throw new AssertionError(unreadable);
            }
        }
    }

    private static LoadTest test() {
        var orders = new AtomicInteger();
        return loadTest("shop")
                .seed(1)
                .warmUp(ofSeconds(1))
                .run(
                        scenario("buy").exec("order", user -> {
                            user.pause(ofMillis(100));
                            if (orders.incrementAndGet() == 7) {
                                user.fail("sold out", "of password=geheim1234");
                            }
                        }),
                        arrivals(perSecond(1))
                                .during(ofSeconds(5))
                                .named("calm")
                                .hold(ofSeconds(10))
                                .named("peak"))
                .threshold("step_duration: p(95) < 50ms");
    }

    @Test
    void saysWhatBecameOfARun() throws Exception {
        var marker = new Marker(folder);
        RunResult result = LoadRun.start(
                        test().plan(), RunOptions.DEFAULTS.reportsTo(folder).listener(marker), new SimulatedClock())
                .await();

        String begin = "2030-01-01T00:00:";
        assertThat(marker.lines())
                .containsExactly(
                        begin + "00.000Z run " + result.runId() + " of \"shop\", Perf " + PerfVersion.CURRENT
                                + ", Java "
                                + Runtime.version().feature() + ", process "
                                + ProcessHandle.current().pid(),
                        begin + "00.000Z load of buy: open load: 1/s, hold 5s (calm), hold 10s (peak)",
                        begin + "00.000Z threshold step_duration: p(95) < 50ms",
                        begin + "00.000Z the load begins",
                        begin + "00.000Z stage calm of buy: from 0s to 5s",
                        begin + "00.000Z stage peak of buy: from 5s to 15s",
                        begin + "01.000Z at 1s: warm-up",
                        begin + "01.000Z at 1s: stage calm of buy begins",
                        begin + "02.000Z at 2s: load",
                        begin + "02.000Z at 2s: threshold step_duration: p(95) < 50ms does not hold",
                        begin + "03.000Z at 2s: deployed with token=*** (by perf-shop)",
                        begin + "05.000Z at 5s: stage calm of buy is over",
                        begin + "05.000Z at 5s: stage peak of buy begins",
                        begin + "07.000Z first error at 6.6s of order, sold out: of password=***",
                        begin + "10.000Z after 10s: 10 requests, 1 failed, 0 users, response time p95 100 ms",
                        begin + "15.000Z at 15s: graceful stop",
                        begin + "15.000Z at 15s: stage peak of buy is over",
                        begin + "15.000Z at 15s: done",
                        begin + "15.000Z threshold step_duration: p(95) < 50ms did not hold: 100 ms",
                        begin + "15.000Z generator GOOD: " + result.generator().summary(),
                        begin + "15.000Z warning: " + result.warnings().getFirst(),
                        begin + "15.000Z 14 requests, 1 failed, in 14s",
                        begin + "15.000Z FAILED: the threshold did not hold");
        assertThat(marker.seen).as("the log at 12 s").isEqualTo(marker.lines().subList(0, marker.seen.size()));
    }

    @Test
    void hasAnEndHoweverLongItIs() throws Exception {
        RunFolder made = RunFolder.make(folder, "shop", new SimulatedClock().instant());
        RunLog log = RunLog.in(made, new SimulatedClock(), Masks.of(List.of()));
        String megabyte = "x".repeat(1_000_000);
        for (int i = 0; i < 8; i++) {
            log.onWarning(i + megabyte);
        }
        log.fault(new IllegalStateException("broken"));
        log.close();
        List<String> lines = Files.readAllLines(made.path().resolve("perf.log"));
        assertThat(lines).hasSizeGreaterThan(6);
        assertThat(lines.get(4)).endsWith(" this log is long enough: only the end of the run is told from here on");
        assertThat(lines.get(5)).endsWith(" fault of the engine: java.lang.IllegalStateException: broken");
        assertThat(lines.get(6)).startsWith(" ".repeat(25)).contains("at dev.perf");
    }

    @Test
    void aRunWithoutAFolderHasNone() {
        RunFolder none = RunFolder.make(null, "shop", new SimulatedClock().instant());
        RunLog log = RunLog.in(none, new SimulatedClock(), Masks.of(List.of()));
        log.onWarning("nobody hears it");
        log.close();
        assertThat(folder).isEmptyDirectory();
    }
}
