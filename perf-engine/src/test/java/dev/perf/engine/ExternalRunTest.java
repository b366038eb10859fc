package dev.perf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.external.ExternalTool;
import dev.perf.engine.external.ExternalToolException;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tools that are scripts: they get what the real ones get, and leave what those leave. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the tools are shell scripts")
class ExternalRunTest {

    private static final String TABLE = "metric_name,timestamp,metric_value,name,scenario,status,expected_response\\n"
            + "http_req_duration,1700000000123,10,list,default,200,true\\n";

    @TempDir
    private Path folder;

    @Test
    void apacheBenchGetsATableAndItsOutputIsKept() throws Exception {
        Path ab = tool("""
            printf 'starttime\\tseconds\\tctime\\tdtime\\tttime\\twait\\nx\\t1700000000\\t0\\t5\\t5\\t5\\n' > "$2"
            echo "$1 $3 $4"
            echo 'Document Path:          /list'
            echo 'Time taken for tests:   0.010 seconds'
            echo 'Complete requests:      1'
            echo 'Failed requests:        0'
            """);

        RunResult result = ExternalRun.of(ExternalTool.AB, "-n", "1")
                .command(ab.toString())
                .judged(results -> results.named("shop").threshold("http_req_failed: rate == 0"))
                .judged(results -> results.tag("branch", "main"))
                .reportsTo(folder.resolve("reports"))
                .run();

        assertThat(result.reason()).isEqualTo("the threshold held");
        assertThat(result.test()).isEqualTo("shop");
        assertThat(result.request("/list").count()).isEqualTo(1);
        assertThat(result.tags()).containsEntry("branch", "main").containsEntry("tool_exit_code", "0");
        assertThat(folder.resolve("reports/shop").resolve(result.runId()).resolve("ab/output.txt"))
                .content()
                .startsWith("-g -n 1\n");
    }

    @Test
    void jmeterGetsAFileForItsResults() throws Exception {
        Path jmeter = tool("""
            printf '%s\\n' "$*" > arguments.txt
            printf 'timeStamp,elapsed,label,success\\n1700000000000,7,list,true\\n' > "$3"
            """);

        RunResult result = ExternalRun.of(ExternalTool.JMETER, "-n", "-t", "shop.jmx")
                .command(jmeter.toString())
                .run();

        assertThat(result.request("list").responseTime().max()).isEqualTo(Duration.ofMillis(7));
        assertThat(result.test()).isEqualTo("jmeter");
        assertThat(folder.resolve("arguments.txt"))
                .content()
                .matches("-n -l \\S+/results\\.jtl -Jjmeter\\.save\\.saveservice\\.output_format=csv"
                        + " -Jjmeter\\.save\\.saveservice\\.timestamp_format=ms"
                        + " -Jjmeter\\.save\\.saveservice\\.print_field_names=true -j \\S+/jmeter\\.log -t"
                        + " shop\\.jmx\n");
    }

    @Test
    void aToolThatSaysThatItFailedHasNotPassed() throws Exception {
        Path k6 = tool("""
            echo "$@ $K6_CSV_TIME_FORMAT" > arguments.txt
            printf '%s' > "$K6_CSV_FILENAME"
            exit 99
            """.formatted(TABLE));

        RunResult result = ExternalRun.of(ExternalTool.K6, "run", "shop.js")
                .command(k6.toString())
                .judged(results -> results.threshold("http_req_duration: max < 1s"))
                .run();

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason()).isEqualTo("k6 ended with exit code 99, for thresholds of its own did not hold");
        assertThat(result.thresholds().getFirst().passed()).isTrue();
        assertThat(result.warnings()).contains("k6 ended with exit code 99, for thresholds of its own did not hold.");
        assertThat(folder.resolve("arguments.txt")).content().isEqualTo("run --out csv shop.js unix_milli\n");
    }

    @Test
    void locustGetsNoPageAndLeavesTheVerdictToThresholds() throws Exception {
        Path locust = tool("""
            echo "$1 $2 $4 $5 $6 $7 $8" > arguments.txt
            {
              echo 'Type,Name,Request Count,Failure Count,Min Response Time,Average Response Time,Max Response Time,Requests/s,50%'
              echo 'GET,/list,10,1,1,2,3,5,2'
              echo ',Aggregated,10,1,1,2,3,5,2'
            } > "$3_stats.csv"
            """);

        RunResult result = ExternalRun.of(ExternalTool.LOCUST, "-f", "shop.py")
                .command(locust.toString())
                .judged(results -> results.threshold("http_req_failed: rate < 20%"))
                .run();

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(folder.resolve("arguments.txt"))
                .content()
                .isEqualTo("--headless --csv --csv-full-history --exit-code-on-error 0 -f shop.py\n");
    }

    /** A test run may ignore the first signal, as background jobs of a shell do; then the second one does it. */
    @Test
    void whatAToolThatIsStoppedLeavesIsItsResult() throws Exception {
        Path k6 = tool("""
            finish() { printf '%s' > "$K6_CSV_FILENAME"; exit 105; }
            trap finish INT TERM
            touch started
            while true; do sleep 0.1; done
            """.formatted(TABLE));
        Execution<RunResult> execution = ExternalRun.of(ExternalTool.K6, "run", "x.js")
                .command(k6.toString())
                .start();
        await(() -> Files.exists(folder.resolve("started")));

        execution.stop("enough");
        execution.stop("more than enough");
        RunResult result = execution.await();

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("enough");
        assertThat(result.requests()).extracting(RequestResult::name).containsExactly("list");
    }

    @Test
    void aToolThatIsAbortedEndsWithAllThatItStarted() throws Exception {
        Path k6 = tool("""
            sleep 1000 &
            echo $! > child.txt
            mv child.txt child
            wait
            """);
        Execution<RunResult> execution = ExternalRun.of(ExternalTool.K6, "run", "x.js")
                .command(k6.toString())
                .start();
        await(() -> Files.exists(folder.resolve("child")));
        ProcessHandle child = ProcessHandle.of(
                        Long.parseLong(Files.readString(folder.resolve("child")).strip()))
                .orElseThrow();

        execution.abort("at once");
        RunResult result = execution.await();

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.requests()).isEmpty();
        await(() -> !child.isAlive());
    }

    @Test
    void aToolThatTakesTooLongIsStopped() throws Exception {
        Path k6 = tool("trap 'exit 0' INT TERM\nwhile true; do sleep 0.1; done\n");

        RunResult result = ExternalRun.of(ExternalTool.K6, "run", "x.js")
                .command(k6.toString())
                .atMost(Duration.ofMillis(100))
                .run();

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("it took longer than 100ms");
    }

    @Test
    void aToolThatLeavesNothingIsAMistake() throws Exception {
        Path ab = tool("echo 'ab: wrong number of arguments'\nexit 22\n");
        Path broken = tool("broken", "echo starttime > \"$2\"\necho 'Complete requests: 1'\n");

        assertThatThrownBy(() -> ExternalRun.of(ExternalTool.AB, "-x")
                        .command(ab.toString())
                        .run())
                .isInstanceOf(ExternalToolException.class)
                .hasMessage("ApacheBench ended with exit code 22 and left no results; what it printed says why");
        assertThatThrownBy(() -> ExternalRun.of(ExternalTool.AB, "-x")
                        .command(broken.toString())
                        .run())
                .isInstanceOf(ExternalToolException.class)
                .hasMessageMatching(
                        "ApacheBench left results that cannot be read: \\S+/times\\.tsv, line 1: this is no table of"
                                + " ApacheBench \\(-g\\): the first line must name the columns seconds, ctime, dtime,"
                                + " ttime, wait");
    }

    @Test
    void mistakesAreToldBeforeTheToolIsStarted() throws Exception {
        Path k6 = tool("touch started\n");
        ExternalRun run = ExternalRun.of(ExternalTool.K6, "run", "x.js").command(k6.toString());

        assertThatThrownBy(run.judged(results -> results.threshold("http_req_looking_up: max < 1s"))::start)
                .hasMessageStartingWith(
                        "threshold \"http_req_looking_up: max < 1s\" cannot be judged: the files of k6 do"
                                + " not have http_req_looking_up; ");
        assertThatThrownBy(run.judged(results -> results.threshold("http_req_duration: p(95) < baseline"))::start)
                .hasMessage(
                        "threshold \"http_req_duration: p(95) < baseline\" cannot be judged: its limit follows from a"
                                + " baseline, and none is named; name one with baseline(path) or --baseline FILE");
        assertThatThrownBy(ExternalRun.of(ExternalTool.K6, "x.js").command(k6.toString())::start)
                .hasMessage("k6 x.js: only k6 run leaves results; write it first: run shop.js");
        assertThatThrownBy(ExternalRun.of(ExternalTool.AB).command(k6.toString())::start)
                .hasMessage("ab needs arguments of its own, such as: -n 1000 -c 10 http://localhost:8080/");
        assertThatThrownBy(
                        ExternalRun.of(ExternalTool.AB, "-gfile", "http://h/").command(k6.toString())::start)
                .hasMessage(
                        "ab -gfile: Perf names the files that the results go to, in the folder of the report; leave it"
                                + " out");
        assertThatThrownBy(ExternalRun.of(ExternalTool.JMETER, "-l", "x").command(k6.toString())::start)
                .hasMessage(
                        "jmeter -l: Perf names the files that the results go to, in the folder of the report; leave it"
                                + " out");
        assertThatThrownBy(ExternalRun.of(ExternalTool.LOCUST, "--csv=x").command(k6.toString())::start)
                .hasMessage("locust --csv=x: Perf names the files that the results go to, in the folder of the report;"
                        + " leave it out");
        assertThatThrownBy(ExternalRun.of(ExternalTool.LOCUST, "--worker").command(k6.toString())::start)
                .hasMessage("locust --worker: workers leave no results; start the master like this");
        assertThatThrownBy(() -> run.atMost(Duration.ZERO)).hasMessage("a tool must have some time to run, got PT0S");
        assertThat(folder.resolve("started")).doesNotExist();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Path tool(String script) throws IOException {
        return tool("tool", script);
    }

    private Path tool(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\ncd \"$(dirname \"$0\")\"\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
