package dev.perf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.external.ExternalTool;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as tools and people leave them: marked, cut off, out of range, and in the shapes that the tools have. */
class ExternalFilesTest {

    private static final String HEAD =
            "timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,bytes," + "IdleTime,Latency\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsNoPartOfTheFirstColumn(String charset) throws IOException {
        String text = "\uFEFF" + HEAD + "1700000000000,5,caf\u00e9,200,OK,T 1-1,true,1,0,5\n";
        Path file = Files.write(folder.resolve("results.jtl"), text.getBytes(Charset.forName(charset)));

        assertThat(jmeter(file).requests()).extracting(RequestResult::name).containsExactly("caf\u00e9");
    }

    @Test
    void aLastLineThatIsCutOffIsLeftOut() throws IOException {
        String line = "1700000000000,50,list,200,OK,T 1-1,true,1,0,5\n";
        RunResult cut = jmeter(file("results.jtl", HEAD + line + "1700000000100,5"));
        RunResult whole = jmeter(file("whole.jtl", HEAD + line + line.strip()));

        assertThat(cut.request("list").count()).isEqualTo(1);
        assertThat(cut.warnings())
                .contains("The last line of results.jtl is cut off, and was left out: the file is not whole.");
        assertThat(whole.request("list").count()).isEqualTo(2);
        assertThat(whole.warnings()).noneMatch(warning -> warning.contains("cut off"));
    }

    @Test
    void aLastLineOfJsonThatIsCutOffIsLeftOut() throws IOException {
        String point = "{\"metric\":\"http_req_duration\",\"type\":\"Point\",\"data\":{\"time\":"
                + "\"2026-11-21T12:00:00.5Z\",\"value\":12.5,\"tags\":{\"name\":\"list\",\"status\":\"200\"}}}";
        Path file = file("k6.json", point + "\n" + point + "\n" + point.substring(0, 80));

        RunResult result = ExternalResults.of(ExternalTool.K6, file).read();

        assertThat(result.request("list").count()).isEqualTo(2);
        assertThat(result.warnings())
                .contains("The last line of k6.json is cut off, and was left out: the file is not whole.");
    }

    @Test
    void aCompressedFileThatIsCutOffIsAMistake() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 1000; i++) {
                String line = (1_700_000_000_000L + i * 7L) + "," + i * 31 % 97 + ",l,200,OK,T 1-1,true,1,0,5\n";
                out.write((i == 0 ? HEAD + line : line).getBytes(StandardCharsets.UTF_8));
            }
        }
        Path file = Files.write(folder.resolve("results.jtl.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));

        assertThatThrownBy(() -> jmeter(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": it is compressed, and cut off or damaged; let JMeter end by itself");
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807,5, timeStamp \"9223372036854775807\" is out of range",
        "1700000000000,99999999999999999999, elapsed \"99999999999999999999\" is out of range",
        "1700000000000,1e99999999, elapsed \"1e99999999\" is out of range",
        "1700000000000,NaN, elapsed \"NaN\" is no number"
    })
    void timesThatCannotBeAreAMistake(String start, String elapsed, String message) throws IOException {
        Path file = file("results.jtl", HEAD + start + "," + elapsed + ",l,200,OK,T 1-1,true,1,0,5\n");

        assertThatThrownBy(() -> jmeter(file)).hasMessage(file + ", line 2: " + message);
    }

    @Test
    void whatIsNotInTheFileIsNotZero() throws IOException {
        RunResult result = jmeter(file("results.jtl", HEAD + "1700000000000,5,l,200,OK,T 1-1,true,1,0,5\n"));

        assertThat(result.metrics())
                .extracting(MetricResult::name)
                .doesNotContain("data_sent", "http_req_connecting", "http_req_looking_up", "vus", "iterations")
                .contains("http_reqs", "http_req_failed", "http_req_waiting", "data_received");
        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.JMETER, folder.resolve("results.jtl"))
                        .threshold("http_req_connecting: max < 5ms")
                        .read())
                .hasMessage("threshold \"http_req_connecting: max < 5ms\" cannot be judged: the files of JMeter do not"
                        + " have http_req_connecting; they have data_received, http_req_duration, http_req_failed,"
                        + " http_req_receiving, http_req_waiting, http_reqs, response_time");
        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.JMETER, folder.resolve("results.jtl"))
                        .threshold("http_reqz: count > 5")
                        .read())
                .hasMessage("threshold \"http_reqz: count > 5\" cannot be judged: the files of JMeter do not have"
                        + " http_reqz; did you mean http_reqs?");
    }

    /** As JMeter 5.6 writes them: before a transaction its requests, behind a parent sample its parts, or none. */
    @Test
    void requestsOfTransactionsAreCountedOnce() throws IOException {
        String transaction = "\"Number of samples in transaction : 2, number of failing samples : 0\"";
        String requests =
                "1700000000200,30,list,200,OK,T 1-1,true,1,0,5\n1700000000240,10,buy,200,OK,T 1-1,true,1,0,5\n";
        RunResult before = jmeter(file(
                "before.jtl", HEAD + requests + "1700000000190,40,shop,200," + transaction + ",T 1-1,true,2,20,5\n"));
        RunResult behind = jmeter(file(
                "behind.jtl", HEAD + "1700000000190,40,shop,200," + transaction + ",T 1-1,true,2,20,5\n" + requests));
        RunResult without = jmeter(file(
                "without.jtl",
                HEAD + "1700000000190,40,shop,200," + transaction + ",T 1-1,true,2,20,5\n" + "1700000000900,40,shop,,"
                        + transaction + ",T 1-1,false,2,20,5\n"));

        for (RunResult result : new RunResult[] {before, behind}) {
            assertThat(result.requests()).extracting(RequestResult::name).containsExactly("list", "buy");
            assertThat(((MetricResult.Trend) result.metric("group_duration{group:shop}")).max())
                    .isEqualTo(40);
        }
        assertThat(without.request("shop").count()).isEqualTo(2);
        assertThat(without.request("shop").failed()).isEqualTo(1);
        assertThat(without.warnings())
                .contains(
                        "2 transactions without requests in the file are counted as a request each; let JMeter save sub"
                                + " results to see the requests.");
    }

    @Test
    void redirectsAreAPartOfTheirRequest() throws IOException {
        RunResult result = jmeter(file(
                "results.jtl",
                HEAD + "1700000000000,50,home,200,OK,T 1-1,true,1,0,5\n"
                        + "1700000000000,20,home-0,302,Found,T 1-1,true,1,0,5\n"
                        + "1700000000020,30,home-1,200,OK,T 1-1,true,1,0,5\n"
                        + "1700000000050,10,home-page,200,OK,T 1-1,true,1,0,5\n"));

        assertThat(result.requests()).extracting(RequestResult::name).containsExactly("home", "home-page");
    }

    @Test
    void allTimesOfK6AreKept() throws IOException {
        var csv = new StringBuilder("metric_name,timestamp,metric_value,name,scenario,status,expected_response\n");
        String[] points = {
            "http_req_duration,10",
            "http_req_blocked,6",
            "http_req_connecting,2",
            "http_req_tls_handshaking,3",
            "http_req_sending,1",
            "http_req_waiting,7",
            "http_req_receiving,2"
        };
        for (String point : points) {
            csv.append(point.replace(",", ",1700000000123,")).append(",list,default,200,true\n");
        }
        RunResult result = ExternalResults.of(ExternalTool.K6, file("k6.csv", csv.toString()))
                .read();

        String[][] expected = {
            {"response_time", "16"}, {"http_req_duration", "10"}, {"http_req_blocked", "6"},
            {"http_req_connecting", "2"}, {"http_req_tls_handshaking", "3"}, {"http_req_sending", "1"},
            {"http_req_waiting", "7"}, {"http_req_receiving", "2"}
        };
        for (String[] time : expected) {
            assertThat(((MetricResult.Trend) result.metric(time[0])).max()).isEqualTo(Double.parseDouble(time[1]));
        }
        assertThat(result.warnings()).noneMatch(warning -> warning.contains("whole seconds"));
        assertThat(result.duration()).isEqualTo(Duration.ofMillis(16));
    }

    @Test
    void theLengthOfARunOfApacheBenchIsWhatItSays() throws IOException {
        var table = new StringBuilder("starttime\tseconds\tctime\tdtime\tttime\twait\n");
        for (int i = 0; i < 100; i++) {
            table.append("Sat Nov 21 21:35:34 2026\t")
                    .append(1_795_296_934 + i / 60)
                    .append("\t0\t5\t5\t5\n");
        }
        Path output = file("output.txt", """
            Document Path:          /list
            Concurrency Level:      2
            Time taken for tests:   0.500 seconds
            Complete requests:      100
            Failed requests:        0
            """);

        RunResult result = ExternalResults.of(ExternalTool.AB, file("times.tsv", table.toString()), output)
                .threshold("http_reqs: rate == 200/s")
                .read();

        assertThat(result.reason()).isEqualTo("the threshold held");
        assertThat(result.duration()).isEqualTo(Duration.ofMillis(500));
    }

    private static RunResult jmeter(Path file) throws IOException {
        return ExternalResults.of(ExternalTool.JMETER, file).read();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
