package dev.perf.engine.internal.run;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.health.Reading;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a run from its beginning to its end, and what happens where it cannot be written. */
class RunFolderTest {

    private static final LoadTest TEST = loadTest("shop")
            .run(scenario("users").exec("work", user -> user.pause(ofSeconds(1))), users(1).during(ofSeconds(20)));

    @TempDir
    private Path reports;

    /** What somebody who watches a run is told. */
    private static class Watcher implements RunListener {
        final List<String> warnings = new ArrayList<>();
        String runId = "";
        int intervals;

        @Override
        public void onStart(TestPlan plan, String id) {
            runId = id;
        }

        @Override
        public void onWarning(String warning) {
            warnings.add(warning);
        }

        @Override
        public void onSnapshot(Snapshot snapshot) {
            intervals++;
        }
    }

    private static RunResult run(RunOptions options) throws InterruptedException {
        return Runs.checked(
                LoadRun.start(TEST.plan(), options, new SimulatedClock()).await());
    }

    private RunOptions options(RunListener listener) {
        return RunOptions.DEFAULTS.reportsTo(reports).listener(listener);
    }

    @Test
    void runsThatBeginInTheSameMillisecondHaveFoldersOfTheirOwn() {
        Instant moment = Instant.parse("2026-11-21T21:45:03.118Z");
        var names = new HashSet<String>();
        for (int i = 0; i < 20; i++) {
            RunFolder made = RunFolder.make(reports, "shop", moment);
            assertThat(made.path()).isEmptyDirectory().hasFileName(made.runId());
            names.add(made.runId());
        }
        assertThat(names).hasSize(20);
    }

    @Test
    void theFileLatestNamesTheFolderOfTheRunThatBeganLast() {
        Instant moment = Instant.parse("2026-11-21T21:45:03.118Z");
        Path latest = reports.resolve("shop").resolve("latest");
        RunFolder first = RunFolder.make(reports, "shop", moment);
        assertThat(latest).hasContent(first.runId() + "\n");
        RunFolder second = RunFolder.make(reports, "shop", moment.plusMillis(1));
        RunFolder ofAnother = RunFolder.make(reports, "cart", moment.plusMillis(2));

        assertThat(latest).hasContent(second.runId() + "\n");
        assertThat(reports.resolve("cart").resolve("latest")).hasContent(ofAnother.runId() + "\n");
        assertThat(reports.resolve("shop").toFile().list())
                .containsExactlyInAnyOrder("latest", first.runId(), second.runId());
    }

    @Test
    void theFileLatestNamesNoFolderThatIsGone() {
        Instant moment = Instant.parse("2026-11-21T21:45:03.118Z");
        Path latest = reports.resolve("shop").resolve("latest");
        RunFolder first = RunFolder.make(reports, "shop", moment);
        RunFolder second = RunFolder.make(reports, "shop", moment.plusMillis(1));
        RunFolder third = RunFolder.make(reports, "shop", moment.plusMillis(2));

        second.deleteIfEmpty();
        assertThat(latest).hasContent(third.runId() + "\n");
        third.deleteIfEmpty();
        assertThat(latest).hasContent(first.runId() + "\n");
        first.deleteIfEmpty();
        assertThat(reports.resolve("shop")).isEmptyDirectory();
    }

    @Test
    void aFileLatestThatCannotBeWrittenEndsNoRun() throws Exception {
        Path inTheWay = Files.createDirectories(reports.resolve("shop/latest/kept"));
        RunResult result = run(options(new Watcher()));

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.ledger().completed()).isEqualTo(20);
        assertThat(inTheWay).exists();
        assertThat(reports.resolve("shop")).isDirectoryNotContaining("glob:**.latest-*");
    }

    /** Two containers that share a disk may have the same process id, and count their runs from one both. */
    @Test
    void aFolderOfAnotherProcessOfTheSameNameIsLeftAlone() throws Exception {
        Instant moment = Instant.parse("2026-11-21T21:45:03.118Z");
        String mine = RunFolder.make(null, "shop", moment).runId();
        String prefix = mine.substring(0, mine.lastIndexOf('-') + 1)
                + Long.toString(ProcessHandle.current().pid(), 36);
        int count = Integer.parseInt(mine.substring(prefix.length()), 36);
        Path next = ReportFolder.of(reports, "shop", prefix + Integer.toString(count + 1, 36));
        Files.createDirectories(next);
        Files.writeString(next.resolve("journal.bin"), "of the other");

        RunFolder made = RunFolder.make(reports, "shop", moment);

        assertThat(made.runId()).isEqualTo(prefix + Integer.toString(count + 2, 36));
        assertThat(next.resolve("journal.bin")).hasContent("of the other");
    }

    @Test
    void aRunThatCannotMakeItsFolderSaysSoAtItsStartAndGoesOn() throws Exception {
        Path file = Files.writeString(reports.resolve("file"), "");
        var watcher = new Watcher();
        RunResult result = run(options(watcher).reportsTo(file));

        assertThat(watcher.warnings)
                .singleElement()
                .asString()
                .startsWith("report folder in " + file + " cannot be made: ")
                .endsWith("; the run goes on, and what it measures is lost if the generator dies");
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.ledger().completed()).isEqualTo(20);
        assertThat(watcher.intervals).isGreaterThan(19);
    }

    @Test
    void aRunThatCannotMakeItsJournalSaysSoAndGoesOn() throws Exception {
        var watcher = new Watcher() {
            @Override
            public void onStart(TestPlan plan, String id) {
                super.onStart(plan, id);
                try {
                    Files.createDirectory(ReportFolder.of(reports, "shop", id).resolve("journal.bin"));
                } catch (java.io.IOException impossible) {
                    throw new java.io.UncheckedIOException(impossible);
                }
            }
        };
        RunResult result = run(options(watcher));

        Path folder = ReportFolder.of(reports, "shop", watcher.runId);
        assertThat(watcher.warnings)
                .containsExactly("The journal in " + folder + " cannot be written: "
                        + "java.nio.file.FileAlreadyExistsException: " + folder.resolve("journal.bin")
                        + ". The run goes on; if the generator dies, what it measures from now on is lost.");
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.ledger().completed()).isEqualTo(20);
    }

    @Test
    void aFolderThatMayOnlyBeReadIsSurvived() throws Exception {
        Path locked = Files.createDirectory(reports.resolve("locked"));
        assertThat(locked.toFile().setWritable(false)).isTrue();
        org.junit.jupiter.api.Assumptions.assumeFalse(Files.isWritable(locked), "a superuser may write everywhere");
        var watcher = new Watcher();
        RunResult result = run(options(watcher).reportsTo(locked));
        assertThat(watcher.warnings)
                .singleElement()
                .asString()
                .startsWith("report folder in " + locked + " cannot be made: java.nio.file.AccessDeniedException: ");
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    }

    /** A generator whose sensors break the engine, which is no error of the test's. */
    private static final class Broken implements Vitals {
        private int second;

        @Override
        public void prepare() {}

        @Override
        public void begin(LongSupplier fromNanos) {}

        @Override
        public List<Reading> taken() {
            if (++second == 8) {
                throw new IllegalStateException("a bug");
            }
            return List.of();
        }

        @Override
        public void close() {}
    }

    @Test
    void aFaultOfTheEngineLeavesAReportOfWhatWasMeasured() {
        var told = new ArrayList<RunResult>();
        RunListener reader = new RunListener() {
            @Override
            public void onEnd(RunResult result) {
                told.add(result);
            }
        };
        LoadRun run = LoadRun.start(TEST.plan(), options(reader), new SimulatedClock(), new Broken());
        CompletionException thrown = catchThrowableOfType(CompletionException.class, run::await);

        assertThat(thrown.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("a bug");
        RunResult result = told.getFirst();
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("the engine failed: java.lang.IllegalStateException: a bug");
        assertThat(result.duration()).isEqualTo(ofSeconds(7));
        assertThat(result.intervals()).hasSize(7);
        assertThat(result.requests().getFirst().count()).isBetween(6L, 7L);
    }

    @Test
    void aFaultOfTheEngineWithoutAFolderIsToldToo() {
        var told = new ArrayList<RunResult>();
        RunListener reader = new RunListener() {
            @Override
            public void onEnd(RunResult result) {
                told.add(result);
            }
        };
        LoadRun run = LoadRun.start(TEST.plan(), options(reader).withoutReport(), new SimulatedClock(), new Broken());
        catchThrowableOfType(CompletionException.class, run::await);

        RunResult result = told.getFirst();
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("the engine failed: java.lang.IllegalStateException: a bug");
    }
}
