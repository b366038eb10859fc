package dev.perf.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.perf.report.Reports;
import dev.perf.report.internal.Results;
import dev.perf.result.PackedDistribution;
import dev.perf.result.RequestDetail;
import dev.perf.result.RequestInterval;
import dev.perf.result.RequestPhases;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunFolderTest {

    @TempDir
    Path folder;

    private Path written(RunResult result) throws IOException {
        Path run = folder.resolve(result.runId());
        Reports.write(result, run);
        return run;
    }

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void readsWhatWasWritten(RunResult result) throws IOException {
        StoredRun stored = StoredRun.read(written(result));
        StoredRun expected = StoredRun.of(result);
        assertThat(stored.test()).isEqualTo(utf8(expected.test()));
        assertThat(stored.runId()).isEqualTo(expected.runId());
        assertThat(stored.startedAt()).isEqualTo(expected.startedAt());
        assertThat(stored.duration()).isEqualTo(expected.duration());
        assertThat(stored.environment()).isEqualTo(expected.environment());
        assertThat(stored.requestCount()).isEqualTo(expected.requestCount());
        assertThat(stored.facts().plan()).isEqualTo(expected.facts().plan());
        assertThat(stored.facts().plannedEnd()).isEqualTo(expected.facts().plannedEnd());
        assertThat(stored.requests().keySet())
                .containsExactlyElementsOf(expected.requests().keySet().stream()
                        .map(RunFolderTest::utf8)
                        .toList());
        expected.requests().forEach((name, series) -> {
            Stretch whole = stored.requests().get(utf8(name)).whole();
            assertThat(whole.count()).isEqualTo(series.whole().count());
            assertThat(whole.failed()).isEqualTo(series.whole().failed());
            assertThat(whole.times().count()).isEqualTo(series.whole().times().count());
        });
    }

    /** Half a surrogate pair is no character; what is written is a question mark. */
    private static String utf8(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void whatWasWrittenComparesAsWhatWasMeasured() throws IOException {
        RunComparison measured = RunComparison.of(StoredRun.of(Results.passing()), StoredRun.of(Results.failing()));
        Reports.write(Results.passing(), folder.resolve("a"));
        Reports.write(Results.failing(), folder.resolve("b"));
        RunComparison read =
                RunComparison.of(StoredRun.read(folder.resolve("a")), StoredRun.read(folder.resolve("b/summary.json")));
        assertThat(read.outcome()).isEqualTo(measured.outcome());
        assertThat(read.differences()).isEqualTo(measured.differences());
        assertThat(read.changes())
                .extracting(Change::metric, Change::request, Change::judgement, Change::blocks)
                .isEqualTo(measured.changes().stream()
                        .map(change -> tuple(change.metric(), change.request(), change.judgement(), change.blocks()))
                        .toList());
        for (int i = 0; i < read.changes().size(); i++) {
            assertThat(read.changes().get(i).after())
                    .isCloseTo(measured.changes().get(i).after(), withinPercentage(0.2));
        }
    }

    private void refuses(Path path, String message) {
        assertThatThrownBy(() -> StoredRun.read(path))
                .isInstanceOf(StoredRunException.class)
                .hasMessage(message);
    }

    @Test
    void saysWhereThereIsNoRun() {
        refuses(
                folder.resolve("none"),
                folder.resolve("none")
                        + " does not exist; name the folder of a run's report, target/perf/<test>/<run>, or the"
                        + " summary.json in it");
        refuses(
                folder,
                folder + " has no summary.json; name the folder of a run's report, target/perf/<test>/<run>, or the"
                        + " summary.json in it");
    }

    @Test
    void aRunWithoutItsTimesCannotBeCompared() throws IOException {
        Path run = written(Results.passing());
        Files.delete(run.resolve("histograms.hlog"));
        refuses(
                run,
                run.resolve("summary.json")
                        + " has no histograms.hlog beside it, which holds the times; keep both files of a run");
    }

    @Test
    void saysWhatOfASummaryCannotBeRead() throws IOException {
        Path run = written(Results.passing());
        Path summary = run.resolve("summary.json");
        edit(summary, text -> text.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2"));
        refuses(run, summary + " has schemaVersion 2, this Perf reads 1; compare with the Perf that wrote it");
        edit(summary, text -> text.replace("\"schemaVersion\" : 2", "\"schemaVersion\" : \"x\""));
        refuses(run, summary + " is no summary of a run: it has no field \"schemaVersion\" of the right kind");
        edit(summary, text -> text.replace("\"x\"", "1").replace("\"verdict\" : \"PASSED\"", "\"verdict\" : 7"));
        refuses(run, summary + " is no summary of a run: it has no field \"verdict\" of the right kind");
        edit(summary, text -> "{");
        assertThatThrownBy(() -> StoredRun.read(run))
                .isInstanceOf(StoredRunException.class)
                .hasMessageStartingWith(summary + " is no summary of a run: Unexpected end-of-input");
    }

    @Test
    void aBrokenLogIsRefused() throws IOException {
        Path run = written(Results.passing());
        Path log = run.resolve("histograms.hlog");
        String message = log + " cannot be read: " + log + " is no histogram log, or one that was cut off; run the test"
                + " again, or rebuild its report";
        edit(log, text -> text.substring(0, text.length() - 100));
        refuses(run, message);
        edit(log, text -> "Tag=x,0.5,oops,1,HISTFAAA\n");
        refuses(run, message);
    }

    /** The course of single requests is stored in fewer stretches than that of all, and both compare. */
    @Test
    void requestsAreComparedAsStored() throws IOException {
        RunResult result = withCourse(Results.passing());
        StoredRun stored = StoredRun.read(written(result));
        Series login = stored.requests().get("login");
        assertThat(login.course()).hasSize(100);
        assertThat(login.course())
                .usingRecursiveComparison()
                .comparingOnlyFields("start", "length", "count", "failed")
                .isEqualTo(StoredRun.of(result).requests().get("login").course());
        assertThat(login.course().get(50).times().p50().toNanos())
                .isCloseTo(
                        StoredRun.of(result)
                                .requests()
                                .get("login")
                                .course()
                                .get(50)
                                .times()
                                .p50()
                                .toNanos(),
                        withinPercentage(0.2));
        assertThat(RunComparison.of(stored, stored).change("login", Metric.P50)).isNotNull();
    }

    /** Says that all requests of the run are logins. */
    private static RunResult withCourse(RunResult result) {
        List<RequestInterval> course = result.intervals().stream()
                .map(interval -> new RequestInterval(
                        interval.start(),
                        interval.length(),
                        interval.requests(),
                        interval.failed(),
                        interval.bytesReceived(),
                        PackedDistribution.of(interval.responseTime()),
                        PackedDistribution.of(interval.serviceTime())))
                .toList();
        RequestResult all = new RequestResult(
                "login",
                result.requestCount(),
                result.failedCount(),
                result.responseTime(),
                result.serviceTime(),
                Map.of(),
                0,
                0,
                List.of(),
                new RequestDetail(course, RequestPhases.NONE, List.of()));
        return Results.withRequests(result, List.of(all));
    }

    private static void edit(Path file, UnaryOperator<String> change) throws IOException {
        String before = Files.readString(file);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
    }
}
