package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.counter;
import static dev.perf.Perf.every;
import static dev.perf.Perf.gauge;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.rate;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.trend;
import static dev.perf.Perf.users;
import static dev.perf.slo.Slos.slo;
import static dev.perf.soak.Soak.throughputDecay;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.health.Reading;
import dev.perf.engine.internal.health.Vital;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.metric.Counter;
import dev.perf.metric.Gauge;
import dev.perf.metric.Rate;
import dev.perf.metric.Trend;
import dev.perf.metric.Unit;
import dev.perf.result.JournalException;
import dev.perf.result.RunResult;
import dev.perf.result.SloResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run measured comes out of its journal again. */
class RebuildTest {

    private static final Counter ORDERS = counter("orders");
    private static final Gauge QUEUE = gauge("queue");
    private static final Rate FRESH = rate("fresh");
    private static final Trend SIZE = trend("size", Unit.BYTES);

    private static final Scenario SHOP = scenario("shop").exec("browse", user -> {
        user.pause(ofMillis(50 + user.random().nextInt(100)));
        if (user.random().nextInt(4) == 0) {
            user.fail("sold out", "item " + user.random().nextInt(3));
        }
        user.tag("plan", user.random().nextBoolean() ? "free" : "gold");
        ORDERS.tag("kind", "k" + user.random().nextInt(5))
                .add(user, user.random().nextInt(4));
        QUEUE.set(user, user.random().nextDouble());
        FRESH.add(user, user.random().nextBoolean());
        SIZE.add(user, user.random().nextInt(1_000_000));
    });

    /** Begins a quarter of a second after each interval and is over before the next. */
    private static final LoadTest TEST = loadTest("the shop")
            .tag("release", "7")
            .seed(42)
            .metrics(ORDERS, QUEUE, FRESH, SIZE)
            .warmUp(ofSeconds(3))
            .run(
                    SHOP,
                    arrivals(perSecond(1)).during(ofSeconds(8)).named("calm").hold(ofSeconds(12)),
                    startingAfter(ofMillis(250)))
            .threshold("step_duration: p(95) < 1ms")
            .threshold("step_duration: p(50) < 140ms over 4s")
            .threshold("orders: count > 1000")
            .threshold("fresh: rate > 0.4")
            .threshold("size{plan:gold}: max < 1GB")
            .slo(slo("in stock").of("browse").availability(0.9).inEach(ofSeconds(2)))
            .slo(slo("seldom sold out").errorRate(0.9).burningAtMost(1.5, ofSeconds(3)))
            .slo(slo("fast").of("browse").latency(0.5, ofMillis(100)))
            .slo(slo("busy").throughput(perSecond(1000)));

    @TempDir
    private Path folder;

    /** Keeps the journal of a run, which deletes it when its report is complete, by another name for it. */
    private static class Keeper implements RunListener {
        private final Path reports;
        private final Path kept;
        private String runId = "";

        Keeper(Path folder) {
            this.reports = folder.resolve("reports");
            this.kept = folder.resolve("kept");
        }

        RunOptions options() {
            return RunOptions.DEFAULTS.reportsTo(reports).listener(this);
        }

        @Override
        public void onStart(Run run) {
            runId = run.id();
        }

        @Override
        public void onSnapshot(Snapshot snapshot) {
            if (!Files.exists(kept)) {
                try {
                    Files.createLink(
                            kept, ReportFolder.of(reports, "the shop", runId).resolve("journal.bin"));
                } catch (IOException unlinkable) {
                    throw new UncheckedIOException(unlinkable);
                }
            }
        }

        byte[] journal() throws IOException {
            return Files.readAllBytes(kept);
        }
    }

    private RunResult rebuilt(byte[] journal) throws IOException {
        Files.write(folder.resolve("journal.bin"), journal);
        return Rebuild.result(folder);
    }

    /** Where each entry of a journal ends. */
    private static List<Integer> ends(byte[] journal) {
        ByteBuffer bytes = ByteBuffer.wrap(journal);
        bytes.position("perf-journal".length() + Integer.BYTES);
        bytes.position(bytes.getInt() + bytes.position());
        var ends = new ArrayList<Integer>();
        while (bytes.remaining() >= 2 * Integer.BYTES) {
            int length = bytes.getInt();
            bytes.position(bytes.position() + Integer.BYTES + length);
            ends.add(bytes.position());
        }
        return ends;
    }

    private static void assertSame(RunResult rebuilt, RunResult run) {
        assertThat(rebuilt)
                .usingRecursiveComparison()
                .ignoringFields("warnings", "report", "errors.samples")
                .isEqualTo(run);
    }

    @Test
    void aWholeJournalMakesTheResultOfTheRun() throws Exception {
        var keeper = new Keeper(folder);
        LoadTest test = TEST.run(
                        scenario("loop").exec("work", user -> user.pause(ofMillis(300))),
                        users(2).during(ofSeconds(20)))
                .healthCheck("disk", every(ofSeconds(5)), () -> {
                    throw new IllegalStateException("2 % free");
                })
                .healthCheck("clock", every(ofSeconds(5)).onlyWarning(), () -> {
                    throw new IllegalStateException("late");
                })
                .soak(throughputDecay().below(0.02));
        RunResult run = Runs.checked(LoadRun.start(test.plan(), keeper.options(), new SimulatedClock(), new Noted())
                .await());
        RunResult rebuilt = rebuilt(keeper.journal());

        assertSame(rebuilt, run);
        assertThat(run.warnings()).anyMatch(warning -> warning.startsWith("Health check \"clock\""));
        var told = new ArrayList<>(run.warnings());
        told.add("This report was rebuilt from the journal of the run, which is complete.");
        assertThat(rebuilt.warnings()).isEqualTo(told);
        assertThat(run.errors()).hasSizeGreaterThan(3);
        assertThat(run.thresholds()).hasSize(7);
        assertThat(run.slos()).extracting(SloResult::met).contains(true, false);
        assertThat(run.intervals())
                .anyMatch(interval -> interval.offeredPerSecond() > 0)
                .anyMatch(interval -> interval.wantedUsers() > 0)
                .anyMatch(interval -> !interval.errors().isEmpty());
        assertThat(run.slowest()).isNotEmpty();
        assertThat(run.generator().course()).isNotEmpty();
        assertThat(run.warmUp()).isNotEmpty();
        assertThat(run.generator().summary()).contains("CPU quota");
        assertThat(keeper.reports).as("folder of the reports").isDirectoryRecursivelyContaining("glob:**the-shop");
        assertThat(ReportFolder.of(keeper.reports, "the shop", run.runId()).resolve("journal.bin"))
                .doesNotExist();
    }

    @Test
    void aJournalThatEndsAfterAnyIntervalMakesTheResultOfARunThatEndedThere() throws Exception {
        var keeper = new Keeper(folder);
        Runs.checked(LoadRun.start(TEST.plan(), keeper.options(), new SimulatedClock())
                .await());
        byte[] journal = keeper.journal();
        List<Integer> ends = ends(journal);
        for (int seconds = 1; seconds < 20; seconds++) {
            RunResult rebuilt = rebuilt(Arrays.copyOf(journal, ends.get(seconds)));
            RunResult stopped = stoppedAfter(ofSeconds(seconds));
            String time = seconds + "s";
            assertThat(rebuilt.verdict()).isEqualTo(Verdict.ABORTED);
            assertThat(rebuilt.reason())
                    .isEqualTo("the generator was killed, or could write no further, after " + time);
            assertThat(rebuilt.warnings())
                    .endsWith("This report was rebuilt from the journal of the run. What was measured later than "
                            + time + " after the start of the load is lost.");
            assertThat(rebuilt)
                    .as("after %s", time)
                    .usingRecursiveComparison()
                    .ignoringFields(
                            "warnings",
                            "report",
                            "runId",
                            "verdict",
                            "reason",
                            "intervals",
                            "warmUp",
                            "events",
                            "errors.samples",
                            "thresholds.course")
                    .isEqualTo(stopped);
            assertThat(rebuilt.warmUp()).isEqualTo(stopped.warmUp().subList(0, Math.min(seconds, 3)));
            assertThat(rebuilt.intervals()).isEqualTo(stopped.intervals().subList(0, Math.max(0, seconds - 3)));
        }
    }

    /** No iteration is under way at the end of an interval, so nothing is cut off. */
    private static RunResult stoppedAfter(Duration time) throws InterruptedException {
        return Runs.run(TEST, new RunListener() {
            private Run run;

            @Override
            public void onStart(Run started) {
                run = started;
            }

            @Override
            public void onSnapshot(Snapshot snapshot) {
                if (snapshot.elapsed().equals(time)) {
                    run.abort("enough");
                }
            }
        });
    }

    @Test
    void noPrefixOfAJournalLosesMoreThanItsTornEntry() throws Exception {
        var keeper = new Keeper(folder);
        Runs.checked(LoadRun.start(
                        TEST.run(
                                        scenario("idle").exec("work", user -> user.pause(ofSeconds(1))),
                                        users(1).iterations(2))
                                .plan(),
                        keeper.options(),
                        new SimulatedClock())
                .await());
        byte[] journal = keeper.journal();
        List<Integer> ends = ends(journal);
        int entries = 0;
        for (int length = ends.getFirst(); length < journal.length; length += 101) {
            while (ends.get(entries) <= length) {
                entries++;
            }
            RunResult rebuilt = rebuilt(Arrays.copyOf(journal, length));
            assertThat(rebuilt.warmUp().size() + rebuilt.intervals().size())
                    .as("intervals in %s bytes", length)
                    .isEqualTo(Math.min(entries - 1, ends.size() - 2));
        }
        for (int length = 0; length < ends.getFirst(); length++) {
            byte[] none = Arrays.copyOf(journal, length);
            assertThatThrownBy(() -> rebuilt(none))
                    .isInstanceOf(JournalException.class)
                    .hasMessageEndingWith(": the generator was killed before the load began");
        }
    }

    @Test
    void aDamagedEntryThatStillFitsItsChecksumIsNoReport() throws Exception {
        Files.createDirectories(folder);
        var keeper = new Keeper(folder);
        LoadRun.start(TEST.plan(), keeper.options(), new SimulatedClock()).await();
        byte[] journal = keeper.journal();
        List<Integer> ends = ends(journal);
        byte[] twice = new byte[ends.get(1) + ends.get(0)];
        System.arraycopy(journal, 0, twice, 0, ends.get(0));
        int head = ends.get(0);
        int first = head - entryLength(journal, ends);
        System.arraycopy(journal, first, twice, head, head - first);
        assertThatThrownBy(() -> rebuilt(Arrays.copyOf(twice, head + head - first)))
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith("the journal in " + folder + " is damaged: ");
    }

    private static int entryLength(byte[] journal, List<Integer> ends) {
        ByteBuffer bytes = ByteBuffer.wrap(journal);
        bytes.position("perf-journal".length() + Integer.BYTES);
        bytes.position(bytes.getInt() + bytes.position());
        return ends.getFirst() - bytes.position();
    }

    /** A generator that is read each second, and once more at the end. */
    private static final class Noted implements Vitals {
        private int second;

        @Override
        public void prepare() {}

        @Override
        public void begin(LongSupplier fromNanos) {}

        @Override
        public List<Reading> taken() {
            var reading = new Reading(second, 1).put(Vital.THROTTLED, second % 3 == 0 ? 0.3 : 0);
            second++;
            return List.of(reading.note(Vital.PINNED, "by step " + second));
        }

        @Override
        public void close() {}
    }
}
