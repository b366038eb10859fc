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
import dev.perf.engine.internal.journal.EntryKind;
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
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
            int end = bytes.getInt() + bytes.position() + Integer.BYTES;
            if (end > bytes.limit()) {
                break; // it is being written
            }
            bytes.position(end);
            ends.add(end);
        }
        return ends;
    }

    private static void assertSame(RunResult rebuilt, RunResult run) {
        assertThat(rebuilt)
                .usingRecursiveComparison()
                .ignoringFields("warnings", "report")
                .isEqualTo(run);
    }

    /** A test with more than the shop. */
    private static LoadTest everything() {
        return TEST.run(
                        scenario("loop").exec("work", user -> user.pause(ofMillis(300))),
                        users(2).during(ofSeconds(20)))
                .healthCheck("disk", every(ofSeconds(5)), () -> {
                    throw new IllegalStateException("2 % free");
                })
                .healthCheck("clock", every(ofSeconds(5)).onlyWarning(), () -> {
                    throw new IllegalStateException("late");
                })
                .threshold("step_duration: p(95) < 1ms for 3s")
                .threshold("step_duration: p(50) < 140ms in stage calm")
                .threshold("step_duration: p(99) < 1s over steady")
                .threshold("orders: rate > 1/s over 5s for 2s")
                .threshold("queue: max < 2 over 3s")
                .soak(throughputDecay().below(0.02));
    }

    @Test
    void aWholeJournalMakesTheResultOfTheRun() throws Exception {
        var keeper = new Keeper(folder);
        LoadTest test = everything();
        RunResult run = Runs.checked(LoadRun.start(test.plan(), keeper.options(), new SimulatedClock(), new Noted())
                .await());
        RunResult rebuilt = rebuilt(keeper.journal());

        assertSame(rebuilt, run);
        assertThat(run.warnings()).anyMatch(warning -> warning.startsWith("Health check \"clock\""));
        var told = new ArrayList<>(run.warnings());
        told.add("This report was rebuilt from the journal of the run, which is complete.");
        assertThat(rebuilt.warnings()).isEqualTo(told);
        assertThat(run.errors())
                .hasSizeGreaterThan(3)
                .anyMatch(error -> error.samples().size() > 2);
        assertThat(run.thresholds()).hasSize(12);
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

    /** Looks at the journal at the end of intervals, when these are in it or in its checkpoint. */
    private static final class Watcher implements RunListener {
        private final Path reports;
        private final Duration every;
        private final List<byte[]> journals = new ArrayList<>();
        private String runId = "";

        /** Looks at the end of each interval, for its own checkpoint. */
        Watcher(Path reports) {
            this(reports, Duration.ZERO);
        }

        Watcher(Path reports, Duration every) {
            this.reports = reports;
            this.every = every;
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
            if (!every.isZero() && snapshot.elapsed().toNanos() % every.toNanos() != 0) {
                return;
            }
            Path journal = ReportFolder.of(reports, "the shop", runId).resolve("journal.bin");
            byte[] read = {};
            long deadline = System.nanoTime() + ofSeconds(20).toNanos();
            long patience = System.nanoTime() + ofMillis(300).toNanos();
            while (!(isLookedFor(read) && (isCheckpoint(read) || System.nanoTime() > patience))
                    && System.nanoTime() < deadline) {
                try {
                    read = Files.readAllBytes(journal);
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            }
            journals.add(read);
        }

        private boolean isLookedFor(byte[] journal) {
            return journal.length >= 100
                    && kinds(journal).contains(EntryKind.CHECKPOINT)
                    && (!every.isZero() || intervals(journal) == journals.size() + 1);
        }

        /** The checkpoint of an interval is left out where the one before is hardly done. */
        private int intervals(byte[] journal) {
            try {
                Path copy = Files.createDirectories(reports.resolve("copy"));
                Files.write(copy.resolve("journal.bin"), journal);
                RunResult there = Rebuild.result(copy);
                return there.warmUp().size() + there.intervals().size();
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
    }

    private static boolean isCheckpoint(byte[] journal) {
        return !kinds(journal).contains(EntryKind.INTERVAL);
    }

    private static List<EntryKind> kinds(byte[] journal) {
        List<Integer> ends = ends(journal);
        if (ends.isEmpty()) {
            return List.of();
        }
        int first = ends.getFirst() - entryLength(journal, ends);
        var kinds = new ArrayList<EntryKind>();
        for (int i = 0; i < ends.size() && ends.get(i) <= journal.length; i++) {
            int begin = (i == 0 ? first : ends.get(i - 1)) + 2 * Integer.BYTES;
            kinds.add(EntryKind.values()[journal[begin]]);
        }
        return kinds;
    }

    @Test
    void aCheckpointAtAnyIntervalMakesTheResultOfARunThatEndedThere() throws Exception {
        LoadTest test = everything();
        var watcher = new Watcher(folder.resolve("watched"));
        RunResult run = Runs.checked(LoadRun.start(test.plan(), watcher.options(), new SimulatedClock(), new Noted(), 1)
                .await());
        assertThat(run.warmUp()).hasSize(3);
        assertThat(run.intervals()).hasSize(18);
        assertThat(watcher.journals.size()).isEqualTo(3 + 18);
        var keeper = new Keeper(folder);
        Runs.checked(LoadRun.start(test.plan(), keeper.options(), new SimulatedClock(), new Noted(), Long.MAX_VALUE)
                .await());
        byte[] journal = keeper.journal();
        for (int i = 0; i < watcher.journals.size(); i++) {
            assertTellTheSame(watcher.journals.get(i), journal, i + 1);
        }
        assertThat(watcher.journals).filteredOn(RebuildTest::isCheckpoint).hasSizeGreaterThan(5);
        assertThat(rebuilt(journal))
                .usingRecursiveComparison()
                .ignoringFields("runId", "warnings", "report")
                .isEqualTo(run);
    }

    /** A checkpoint is as good as all intervals until then, by itself and with what follows it. */
    private void assertTellTheSame(byte[] checkpoint, byte[] journal, int intervals) throws IOException {
        int end = ends(journal).get(intervals);
        byte[] tail = Arrays.copyOfRange(journal, end, journal.length);
        byte[] both = Arrays.copyOf(checkpoint, checkpoint.length + tail.length);
        System.arraycopy(tail, 0, both, checkpoint.length, tail.length);
        Set<String> names = Set.of("runId");
        assertEqual(rebuilt(checkpoint), rebuilt(Arrays.copyOf(journal, end)), names, intervals);
        assertEqual(rebuilt(both), rebuilt(journal), names, intervals);
    }

    private static void assertEqual(RunResult rebuilt, RunResult expected, Set<String> ignored, int intervals) {
        for (RecordComponent part : RunResult.class.getRecordComponents()) {
            if (!ignored.contains(part.getName())) {
                assertThat(value(part, rebuilt))
                        .as("%s with a checkpoint after %s intervals", part.getName(), intervals)
                        .isEqualTo(value(part, expected));
            }
        }
    }

    private static Object value(RecordComponent part, RunResult of) {
        try {
            return part.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aLongRunWhoseResolutionIsHalvedGoesThroughCheckpoints() throws Exception {
        LoadTest test = loadTest("the shop")
                .seed(7)
                .run(
                        scenario("slow").exec("work", user -> {
                            user.pause(ofMillis(500 + user.random().nextInt(1_000)));
                            if (user.random().nextInt(50) == 0) {
                                user.fail("tired", "after " + user.random().nextInt(10));
                            }
                        }),
                        users(2).during(ofSeconds(3_000)))
                .threshold("step_duration: p(95) < 1400ms over 60s")
                .threshold("step_duration: p(95) < 1400ms over steady")
                .slo(slo("seldom tired").availability(0.99).inEach(ofSeconds(300)));
        var watcher = new Watcher(folder.resolve("watched"), ofSeconds(1_000));
        Runs.checked(LoadRun.start(test.plan(), watcher.options(), new SimulatedClock(), Vitals.NONE, 20_000)
                .await());
        var keeper = new Keeper(folder);
        RunResult run = Runs.checked(
                LoadRun.start(test.plan(), keeper.options(), new SimulatedClock(), Vitals.NONE, Long.MAX_VALUE)
                        .await());
        assertThat(run.intervals()).hasSizeBetween(600, 1_200);
        assertThat(watcher.journals.size()).isEqualTo(3);
        for (byte[] checkpoint : watcher.journals) {
            long seconds = rebuilt(checkpoint).duration().toSeconds();
            assertTellTheSame(checkpoint, keeper.journal(), (int) seconds);
        }
        assertEqual(rebuilt(keeper.journal()), run, Set.of("warnings", "report"), 0);
    }

    @Test
    void aCheckpointOfWhichAPartIsDamagedIsNoReport() throws Exception {
        var watcher = new Watcher(folder.resolve("watched"));
        LoadRun.start(TEST.plan(), watcher.options(), new SimulatedClock(), Vitals.NONE, 1)
                .await();
        byte[] checkpoint = watcher.journals.stream()
                .filter(RebuildTest::isCheckpoint)
                .toList()
                .getFirst();
        int seconds = watcher.journals.indexOf(checkpoint) + 1;
        List<Integer> ends = ends(checkpoint);
        byte[] damaged = checkpoint.clone();
        damaged[ends.get(3) - 1] ^= 1;
        assertThatThrownBy(() -> rebuilt(damaged))
                .isInstanceOf(JournalException.class)
                .hasMessage("the journal in " + folder + " is damaged: of what had come of the run after " + seconds
                        + "s a part" + " cannot be read, and without it nothing can be told");
        assertThatThrownBy(() -> rebuilt(Arrays.copyOf(checkpoint, ends.get(3))))
                .isInstanceOf(JournalException.class);
    }

    @Test
    void ofADamagedJournalIsToldWhatCannotBeRead() throws Exception {
        var keeper = new Keeper(folder);
        LoadRun.start(TEST.plan(), keeper.options(), new SimulatedClock()).await();
        byte[] journal = keeper.journal();
        List<Integer> ends = ends(journal);
        journal[ends.get(10) - 1] ^= 1;
        RunResult rebuilt = rebuilt(journal);
        assertThat(rebuilt.duration()).isEqualTo(ofSeconds(9 - 3));
        assertThat(rebuilt.warnings())
                .endsWith(
                        "This report was rebuilt from the journal of the run. What was measured later than 9s after the"
                                + " start of the load is lost.",
                        String.format(
                                Locale.ROOT,
                                "The journal is damaged at byte %,d: the %,d bytes from there on could not be read.",
                                ends.get(9) + 2 * Integer.BYTES,
                                journal.length - ends.get(9) - 2 * Integer.BYTES));
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
