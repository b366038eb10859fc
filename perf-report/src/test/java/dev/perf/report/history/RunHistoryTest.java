package dev.perf.report.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.report.Reports;
import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.internal.Results;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHistoryTest {

    @TempDir
    private Path folder;

    private RunHistory add(RunResult result) throws IOException {
        return add(result, Map.of());
    }

    private RunHistory add(RunResult result, Map<String, String> environment) throws IOException {
        return RunHistory.add(result, folder, environment, history -> {});
    }

    private static RunResult numbered(int number) {
        RunResult result = Results.tiny();
        return RunResult.builder(
                        result.test(), "run-" + number, result.startedAt().plusSeconds(number))
                .verdict(result.verdict(), result.reason())
                .requests(result.requests())
                .environment(result.environment())
                .plannedLoad(result.plannedLoad())
                .duration(result.duration())
                .build();
    }

    @Test
    void whatIsReadIsWhatWasAdded() throws IOException {
        PastRun added = add(Results.passing(), Map.of("GITHUB_SHA", "4f1c2ab", "GITHUB_REF_NAME", "trunk"))
                .runs()
                .getLast();
        add(Results.hostile());

        RunHistory read = RunHistory.read(folder);

        assertThat(read.problems()).isEmpty();
        assertThat(read.earlier()).isZero();
        assertThat(read.runs()).hasSize(2);
        PastRun run = read.runs().getFirst();
        assertThat(run)
                .usingRecursiveComparison()
                .withComparatorForType(Comparator.comparingLong(rate -> Math.round(rate * 1e6)), Double.class)
                .isEqualTo(added);
        assertThat(run.build()).isEqualTo(new PastRun.Build("4f1c2ab", "main")); // its tag comes first
        assertThat(run.requests()).extracting(PastRun.Figures::name).contains("login", "pay");
        assertThat(run.total().count()).isEqualTo(Results.passing().requestCount());
        assertThat(Files.readAllLines(folder.resolve("history.jsonl"))).hasSize(2);
    }

    @Test
    void aLineThatIsNoRunIsLeftOutAndSpoilsNoOther() throws IOException {
        add(numbered(1));
        Path file = folder.resolve("history.jsonl");
        String whole = Files.readString(file);
        Files.writeString(
                file, "[1, 2]\n{\"schemaVersion\":7}\n{\"schemaVersion\":1,\"test\":3}\n", StandardOpenOption.APPEND);
        Files.writeString(file, whole.substring(0, whole.length() / 2), StandardOpenOption.APPEND);

        RunHistory history = add(numbered(2));

        assertThat(history.runs()).extracting(PastRun::runId).containsExactly("run-1", "run-2");
        assertThat(RunHistory.read(folder).runs()).extracting(PastRun::runId).containsExactly("run-1", "run-2");
        assertThat(history.problems())
                .containsExactly(
                        file + ", line 2 is left out: it is no run of Perf",
                        file + ", line 3 is left out: it has schemaVersion 7, this Perf reads 1",
                        file + ", line 4 is left out: a field of it is missing or of another kind",
                        file + ", line 5 is left out: it is no JSON, or was not written to its end");
    }

    @Test
    void runsThatAreAddedAtOnceAreAllThere() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Callable<RunHistory>> adders = IntStream.range(0, 40)
                    .<Callable<RunHistory>>mapToObj(number -> () -> add(numbered(number)))
                    .toList();
            for (Future<RunHistory> added : pool.invokeAll(adders)) {
                added.get();
            }
        }

        RunHistory history = RunHistory.read(folder);
        assertThat(history.problems()).isEmpty();
        assertThat(history.runs())
                .extracting(PastRun::runId)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 40)
                        .mapToObj(number -> "run-" + number)
                        .toList());
    }

    @Test
    void onlyTheLastRunsAreRead() throws IOException {
        add(numbered(0));
        String line = Files.readString(folder.resolve("history.jsonl"));
        Files.writeString(
                folder.resolve("history.jsonl"), line.repeat(RunHistory.MOST_RUNS + 9), StandardOpenOption.APPEND);

        RunHistory history = add(numbered(1));

        assertThat(history.runs()).hasSize(RunHistory.MOST_RUNS);
        assertThat(history.earlier()).isEqualTo(11);
        assertThat(history.runs().getLast().runId()).isEqualTo("run-1");
    }

    @Test
    void aRunIsComparedWithTheOneBeforeWhoseReportIsStillThere() throws IOException {
        add(reported(Results.passing(), "a"));

        PastRun worse = add(reported(Results.failing(), "b")).runs().getLast();

        PastComparison comparison = Objects.requireNonNull(worse.comparison());
        assertThat(comparison.outcome()).isEqualTo(Outcome.WORSE);
        assertThat(comparison.runId()).isEqualTo(Results.passing().runId());
        assertThat(comparison.worse()).hasSize(10).first().asString().startsWith("p50: 32.5 ms, then 46.4 ms");
        assertThat(worse.report()).isEqualTo("b");
    }

    @Test
    void aBaselineComesBeforeTheRunBefore() throws IOException {
        Path baseline = folder.resolve("pinned");
        Reports.write(Results.failing(), baseline);
        add(reported(Results.passing(), "a"));

        PastRun run = add(Results.failing().toBuilder().baseline(baseline).build())
                .runs()
                .getLast();

        assertThat(Objects.requireNonNull(run.comparison()).outcome()).isEqualTo(Outcome.NOTHING_WORSE);
    }

    @Test
    void runsOfOtherMachinesAndLoadsAreOnOtherLines() throws IOException {
        PastRun here = add(Results.passing()).runs().getLast();
        PastRun there = add(Results.passing(), Map.of("CI_RUNNER_DESCRIPTION", "big-one"))
                .runs()
                .getLast();
        PastRun hosted = add(Results.passing(), Map.of("RUNNER_ENVIRONMENT", "github-hosted", "ImageOS", "ubuntu24"))
                .runs()
                .getLast();
        PastRun other = add(Results.tiny()).runs().getLast();

        assertThat(here.machine()).isEqualTo("build-7");
        assertThat(there.machine()).isEqualTo("big-one");
        assertThat(hosted.machine()).isEqualTo("github-hosted ubuntu24");
        assertThat(List.of(there.line(), hosted.line(), other.line())).doesNotContain(here.line());
        assertThat(here.comparison()).isNull();
    }

    @Test
    void whereThereIsNoHistoryTheMessageSaysHowToBeginOne() {
        assertThatThrownBy(() -> RunHistory.read(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("history.jsonl")
                        + ": name a folder that runs were added to with --history FOLDER");
    }

    @Test
    void theFileHasOneLineOfJsonPerRunWhateverTheNames() throws IOException {
        add(Results.hostile());

        String text = Files.readString(folder.resolve("history.jsonl"), UTF_8);

        assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        assertThat(text).startsWith("{\"schemaVersion\":1,\"test\":");
    }

    private RunResult reported(RunResult result, String name) throws IOException {
        Reports.write(result, folder.resolve(name));
        return result.withReport(folder.resolve(name));
    }
}
