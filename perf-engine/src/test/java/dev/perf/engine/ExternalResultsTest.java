package dev.perf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.engine.external.ExternalTool;
import dev.perf.result.ErrorResult;
import dev.perf.result.Interval;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalResultsTest {

    private static final String JTL_HEAD =
            "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,"
                    + "sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n";

    private static final String JTL = JTL_HEAD
            + "1700000000000,120,login,200,OK,Shoppers 1-1,text,true,,1000,200,1,1,http://h/login,100,0,20\n"
            + "1700000000500,40,list,200,OK,Shoppers 1-1,text,true,,500,150,2,2,http://h/list,30,0,0\n"
            + "1700000000600,30,list,503,Busy,Shoppers 1-2,text,false,,500,150,2,2,http://h/list,30,0,0\n"
            + "1700000001500,50,list,200,OK,Shoppers 1-1,text,false,\"no \"\"total\"\", says"
            + " it\",500,150,2,2,,30,0,0\n"
            + "1700000001600,10,list,Non HTTP response code: java.net.ConnectException,refused,Shoppers"
            + " 1-2,text,false,,0,0,2,2,,0,0,10\n"
            + "1700000000000,160,purchase,200,\"Number of samples in transaction : 2, number of failing samples :"
            + " 0\",Shoppers 1-1,,true,,1500,350,1,1,null,130,340,20\n";

    @TempDir
    private Path folder;

    @Test
    void aTableOfJmeterIsMeasuredOnceMore() throws IOException {
        RunResult result = ExternalResults.of(ExternalTool.JMETER, file("results.jtl", JTL))
                .threshold("http_req_failed: rate < 10%")
                .threshold("http_req_duration{name:login}: max < 110ms")
                .threshold("response_time: max < 60ms over 1s")
                .tag("branch", "main")
                .read();

        assertJmeter(result);
        assertThat(result.test()).isEqualTo("results.jtl");
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason()).isEqualTo("2 of 3 thresholds did not hold");
        assertThat(result.thresholds()).extracting(ThresholdResult::passed).containsExactly(false, true, false);
        assertThat(result.tags())
                .isEqualTo(Map.of("tool", "JMeter", "load_model", "closed", "branch", "main", "percentiles", "exact"));
        assertThat(result.warnings())
                .containsExactly(
                        "JMeter measures from the moment a request was sent, with a set number of users: response"
                            + " times hide what was due meanwhile. Do not compare them with those of an open load.");
    }

    @Test
    void anXmlFileOfJmeterSaysTheSame() throws IOException {
        assertJmeter(ExternalResults.of(ExternalTool.JMETER, file("results.xml", """
            <?xml version="1.0" encoding="UTF-8"?>
            <testResults version="1.2">
            <sample t="160" lt="130" ct="20" ts="1700000000000" s="true" lb="purchase" rc="200" \
            rm="Number of samples in transaction : 2, number of failing samples : 0" tn="Shoppers 1-1">
              <httpSample t="120" lt="100" ct="20" ts="1700000000000" s="true" lb="login" rc="200" rm="OK" \
            tn="Shoppers 1-1" by="1000" sby="200" ng="1" na="1">
                <httpSample t="60" ts="1700000000000" s="true" lb="redirect" rc="302"/>
                <responseData class="java.lang.String"/>
              </httpSample>
              <httpSample t="40" lt="30" ct="0" ts="1700000000500" s="true" lb="list" rc="200" rm="OK" \
            tn="Shoppers 1-1" by="500" sby="150" ng="2" na="2"/>
            </sample>
            <httpSample t="30" lt="30" ct="0" ts="1700000000600" s="false" lb="list" rc="503" rm="Busy" \
            tn="Shoppers 1-2" by="500" sby="150" ng="2" na="2"/>
            <httpSample t="50" lt="30" ct="0" ts="1700000001500" s="false" lb="list" rc="200" rm="OK" \
            tn="Shoppers 1-1" by="500" sby="150" ng="2" na="2">
              <assertionResult><name>total</name><failure>true</failure><error>false</error>
                <failureMessage>no "total", says it</failureMessage></assertionResult>
            </httpSample>
            <httpSample t="10" lt="0" ct="10" ts="1700000001600" s="false" lb="list" \
            rc="Non HTTP response code: java.net.ConnectException" rm="refused" tn="Shoppers 1-2" \
            by="0" sby="0" ng="2" na="2"/>
            </testResults>
            """))
                .read());
    }

    private static void assertJmeter(RunResult result) {
        assertThat(result.startedAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(result.duration()).isEqualTo(Duration.ofMillis(1610));
        assertThat(result.intervals()).extracting(Interval::requests).containsExactly(3L, 2L);
        assertThat(result.intervals()).extracting(Interval::users).containsExactly(2, 2);
        RequestResult login = result.request("login");
        assertThat(login.count()).isEqualTo(1);
        assertThat(login.responseTime().max()).isEqualTo(Duration.ofMillis(120));
        assertThat(login.serviceTime().max()).isEqualTo(Duration.ofMillis(100));
        assertThat(login.bytesReceived()).isEqualTo(1000);
        RequestResult list = result.request("list");
        assertThat(list.count()).isEqualTo(4);
        assertThat(list.failed()).isEqualTo(3);
        assertThat(list.statuses()).isEqualTo(Map.of(200, 2L, 503, 1L, 0, 1L));
        assertThat(result.requests()).hasSize(2);
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::message)
                .containsExactlyInAnyOrder(
                        tuple("status", "503 Busy"),
                        tuple("check", "no \"total\", says it"),
                        tuple("connect", "Non HTTP response code: java.net.ConnectException: refused"));
    }

    @Test
    void aTableOfK6IsMeasuredOnceMore() throws IOException {
        assertK6(ExternalResults.of(ExternalTool.K6, file("k6.csv", k6Csv())).read());
    }

    @Test
    void compressedFilesAreReadToo() throws IOException {
        Path file = folder.resolve("k6.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(k6Csv().getBytes(StandardCharsets.UTF_8));
        }

        assertK6(ExternalResults.of(ExternalTool.K6, file).read());
    }

    @Test
    void linesOfJsonOfK6SayTheSame() throws IOException {
        var json = new StringBuilder(
                "{\"type\":\"Metric\",\"data\":{\"name\":\"http_req_duration\",\"type\":\"trend\"},\"metric\":\"x\"}\n");
        String[] lines = k6Csv().split("\n");
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split(",", -1);
            json.append(String.format(
                    "{\"metric\":\"%s\",\"type\":\"Point\",\"data\":{\"time\":\"%s\",\"value\":%s,\"tags\":{\"check\":\"%s\",\"error\":\"%s\",\"error_code\":\"%s\",\"expected_response\":\"%s\",\"group\":\"%s\",\"method\":\"%s\",\"name\":\"%s\",\"scenario\":\"%s\",\"status\":\"%s\"}}}\n",
                    cells[0],
                    Instant.ofEpochSecond(Long.parseLong(cells[1])).atOffset(ZoneOffset.ofHours(2)),
                    cells[2],
                    cells[3],
                    cells[4],
                    cells[5],
                    cells[6],
                    cells[7],
                    cells[8],
                    cells[9],
                    cells[10],
                    cells[11]));
        }

        assertK6(ExternalResults.of(ExternalTool.K6, file("k6.json", json.toString()))
                .read());
    }

    private static String k6Csv() {
        return "metric_name,timestamp,metric_value,check,error,error_code,expected_response,group,method,name,scenario,"
                + "status,extra_tags,metadata\n"
                + k6Request(1_700_000_001, "100.5", "true", "", "", 200)
                + "checks,1700000001,1.000000,status is 200,,,,::buy,,,default,,,\n"
                + k6Request(1_700_000_002, "20", "false", "", "", 503)
                + k6Request(1_700_000_002, "0", "false", "dial: refused", "1212", 0)
                + "checks,1700000002,0.000000,status is 200,,,,::buy,,,default,,,\n"
                + "group_duration,1700000002,200,,,,,::buy,,,default,,,\n"
                + "iteration_duration,1700000002,250,,,,,,,,default,,,\n"
                + "iterations,1700000002,1,,,,,,,,default,,,\n"
                + "dropped_iterations,1700000002,3,,,,,,,,default,,,\n"
                + "vus,1700000002,7,,,,,,,,,,,\n"
                + "my_own,1700000002,-4.5,,,,,,,,default,,,\n";
    }

    private static String k6Request(
            long second, String millis, String expected, String error, String code, int status) {
        String rest = String.format(",%s,%s,%s,::buy,GET,http://h/list,default,%d,,", error, code, expected, status);
        var lines = new StringBuilder();
        String[][] points = {
            {"http_reqs", "1"},
            {"http_req_duration", millis},
            {"http_req_blocked", "5"},
            {"http_req_connecting", "3"},
            {"http_req_tls_handshaking", "0"},
            {"http_req_sending", "0"},
            {"http_req_waiting", millis},
            {"http_req_receiving", "0"},
            {"http_req_failed", expected.equals("true") ? "0" : "1"}
        };
        for (String[] point : points) {
            lines.append(String.format("%s,%d,%s,%s\n", point[0], second, point[1], rest));
        }
        return lines.toString();
    }

    private static void assertK6(RunResult result) {
        RequestResult list = result.request("http://h/list");
        assertThat(list.count()).isEqualTo(3);
        assertThat(list.failed()).isEqualTo(2);
        assertThat(list.statuses()).isEqualTo(Map.of(200, 1L, 503, 1L, 0, 1L));
        assertThat(list.serviceTime().max()).isEqualTo(Duration.ofNanos(100_500_000));
        assertThat(list.responseTime().max()).isEqualTo(Duration.ofNanos(105_500_000));
        assertThat(result.ledger().completed()).isEqualTo(1);
        assertThat(result.ledger().dropped()).isEqualTo(3);
        assertThat(result.ledger().balanced()).isTrue();
        assertThat(result.metric("checks")).isEqualTo(new MetricResult.Rate("checks", Map.of(), 1, 1));
        assertThat(((MetricResult.Trend) result.metric("group_duration{group:buy}")).max())
                .isEqualTo(200);
        assertThat(result.intervals()).last().extracting(Interval::users).isEqualTo(7);
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::message)
                .containsExactlyInAnyOrder(tuple("status", "status 503"), tuple("connect", "dial: refused"));
        assertThat(result.warnings()).contains("Left out, for their kind is not known: my_own.");
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.reason()).isEqualTo("the test has no thresholds");
    }

    @Test
    void theSummaryOfK6IsTakenAsReported() throws IOException {
        String figures = "\"avg\":30,\"min\":10,\"med\":20,\"max\":200,\"p(90)\":50,\"p(95)\":80";
        String export =
                "{\"metrics\":{\"http_req_duration\":{" + figures + "},\"http_reqs\":{\"count\":1000,\"rate\":100},"
                        + "\"http_req_failed\":{\"passes\":25,\"fails\":975,\"value\":0.025},"
                        + "\"checks\":{\"passes\":990,\"fails\":10},\"iterations\":{\"count\":500,\"rate\":50}}}";
        String handled = "{\"metrics\":{\"http_req_duration\":{\"type\":\"trend\",\"values\":{" + figures
                + "}},\"http_reqs\":{\"values\":{\"count\":1000,\"rate\":100}},"
                + "\"http_req_failed\":{\"values\":{\"passes\":25,\"fails\":975}},"
                + "\"checks\":{\"values\":{\"passes\":990,\"fails\":10}},\"iterations\":{\"values\":{\"count\":500}}}}";
        for (String summary : new String[] {export, handled}) {
            RunResult result = ExternalResults.of(ExternalTool.K6, file("summary.json", summary))
                    .threshold("http_req_duration: p(95) <= 81ms")
                    .threshold("http_req_failed: rate < 2%")
                    .read();

            RequestResult all = result.request("all requests");
            assertThat(all.count()).isEqualTo(1000);
            assertThat(all.failed()).isEqualTo(25);
            assertThat(all.statuses()).isEmpty();
            assertThat(all.serviceTime().p50()).isEqualTo(Duration.ofMillis(20));
            assertThat(all.serviceTime().p90()).isEqualTo(Duration.ofMillis(50));
            assertThat(all.serviceTime().max()).isEqualTo(Duration.ofMillis(200));
            assertThat(all.serviceTime().mean()).isEqualTo(Duration.ofMillis(30));
            assertThat(result.duration()).isEqualTo(Duration.ofSeconds(10));
            assertThat(result.tags()).containsEntry("percentiles", "as reported");
            assertThat(result.metric("checks")).isEqualTo(new MetricResult.Rate("checks", Map.of(), 990, 10));
            assertThat(result.thresholds()).extracting(ThresholdResult::passed).containsExactly(true, false);
        }
    }

    @Test
    void theTablesOfLocustAreTakenAsReported() throws IOException {
        String percentiles = "50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%";
        Path stats = file(
                "run_stats.csv",
                "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,"
                        + "Max Response Time,Average Content Size,Requests/s,Failures/s," + percentiles + "\n"
                        + "GET,/list,100,4,20,25.5,5.1,90,512.0,10.0,0.4,20,22,25,30,40,50,60,70,90,90,90\n"
                        + "POST,/buy,0,0,0,0,0,0,0,0,0,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A\n"
                        + ",Aggregated,100,4,20,25.5,5.1,90,512.0,10.0,0.4,20,22,25,30,40,50,60,70,90,90,90\n");
        Path history = file(
                "run_stats_history.csv",
                "Timestamp,User Count,Type,Name,Requests/s,Failures/s," + percentiles
                        + ",Total Request Count,Total Failure Count,Total Median Response Time,"
                        + "Total Average Response Time,Total Min Response Time,Total Max Response Time,"
                        + "Total Average Content Size\n"
                        + "1700000000,1,,Aggregated,0,0,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,0,0,0,0,0,0,0\n"
                        + "1700000004,5,,Aggregated,10,0,20,20,20,20,30,40,50,60,60,60,60,40,1,20,25,5.1,60,512\n"
                        + "1700000010,5,,Aggregated,10,0,20,20,20,20,30,50,50,60,90,90,90,100,4,20,25,5.1,90,512\n");
        Path failures = file("run_failures.csv", "Method,Name,Error,Occurrences\nGET,/list,\"HTTPError('503')\",4\n");

        RunResult result = ExternalResults.of(ExternalTool.LOCUST, failures, history, stats)
                .named("shop")
                .threshold("http_req_duration{name:/list}: p(95) < 51ms")
                .read();

        RequestResult list = result.request("/list");
        assertThat(result.test()).isEqualTo("shop");
        assertThat(result.requests()).hasSize(1);
        assertThat(list.count()).isEqualTo(100);
        assertThat(list.failed()).isEqualTo(4);
        assertThat(list.responseTime().p95()).isEqualTo(Duration.ofMillis(50));
        assertThat(list.responseTime().mean()).isCloseTo(Duration.ofNanos(25_500_000), Duration.ofNanos(10));
        assertThat(list.bytesReceived()).isEqualTo(51_200);
        assertThat(result.startedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(10));
        assertThat(result.intervals()).extracting(Interval::requests).containsExactly(40L, 60L);
        assertThat(result.intervals()).extracting(Interval::failed).containsExactly(1L, 3L);
        assertThat(result.intervals().getFirst().responseTime().p95()).isEqualTo(Duration.ofMillis(40));
        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).isEqualTo("HTTPError('503')"))
                .satisfies(error -> assertThat(error.count()).isEqualTo(4));
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.warnings())
                .contains("Percentiles are as Locust reported them: rounded, and not to be merged with others. Between"
                        + " two of them the higher one is shown, which the true one does not exceed.");
        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.LOCUST, stats)
                        .threshold("http_req_failed: rate < 1% over 10s")
                        .read())
                .hasMessage(
                        "threshold \"http_req_failed: rate < 1% over 10s\" cannot be judged: the files of Locust have"
                                + " figures of the whole run, and no single requests");
    }

    @Test
    void aTableOfApacheBenchIsPutInOrderOfTime() throws IOException {
        Path table = file(
                "times.tsv",
                "starttime\tseconds\tctime\tdtime\tttime\twait\n"
                        + "Sat Nov 21 21:35:34 2026\t1795296934\t0\t1\t1\t1\n"
                        + "Sat Nov 21 21:35:33 2026\t1795296933\t2\t10\t12\t8\n"
                        + "Sat Nov 21 21:35:33 2026\t1795296933\t0\t1500\t1500\t1400\n");
        Path output = file("output.txt", """
            This is ApacheBench, Version 2.3 <$Revision$>

            Document Path:          /missing
            Concurrency Level:      4
            Time taken for tests:   1.800 seconds
            Complete requests:      3
            Failed requests:        1
               (Connect: 0, Receive: 0, Length: 1, Exceptions: 0)
            Non-2xx responses:      2
            Total transferred:      1560 bytes
            """);

        RunResult result = ExternalResults.of(ExternalTool.AB, table, output).read();

        RequestResult missing = result.request("/missing");
        assertThat(missing.count()).isEqualTo(3);
        assertThat(missing.failed()).isEqualTo(2);
        assertThat(missing.bytesReceived()).isEqualTo(1560);
        assertThat(missing.statuses()).isEmpty();
        assertThat(missing.responseTime().max()).isEqualTo(Duration.ofMillis(1500));
        assertThat(missing.serviceTime().min()).isEqualTo(Duration.ofMillis(1));
        assertThat(result.duration()).isEqualTo(Duration.ofMillis(1800));
        assertThat(result.intervals()).extracting(Interval::requests).containsExactly(1L, 2L);
        assertThat(result.intervals()).extracting(Interval::users).containsExactly(4, 4);
        assertThat(result.tags()).containsEntry("tool_version", "2.3");
        assertThat(result.warnings())
                .contains(
                        "ApacheBench does not say which requests failed, so its 2 failures are spread over the run.",
                        "ApacheBench writes whole milliseconds, and beginnings in whole seconds: the requests of a"
                                + " second are spread over it.");
    }

    @Test
    void aLargeFileIsReadLineByLineAndMayBeOutOfOrder() throws IOException {
        Path file = folder.resolve("large.jtl");
        int lines = 200_000;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(JTL_HEAD);
            for (int i = 0; i < lines; i++) {
                long start = 1_700_000_000_000L + (i ^ 0xFF);
                out.write(start + ",10,r" + i % 7 + ",200,OK,T 1-1,text,true,,1,1,1,1,,5,0,0\n");
            }
        }

        RunResult result = ExternalResults.of(ExternalTool.JMETER, file).read();

        assertThat(result.requestCount()).isEqualTo(lines);
        assertThat(result.intervals()).hasSize(201);
        assertThat(result.intervals().subList(1, 199))
                .extracting(Interval::requests)
                .containsOnly(1000L);
        assertThat(result.warnings()).noneMatch(warning -> warning.contains("later"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1700000000000,abc,l,200,OK,T 1-1,text,true| elapsed \"abc\" is no number",
                "1700000000000,-5,l,200,OK,T 1-1,text,true| elapsed \"-5\" is out of range",
                "1700000000000,5,l,200,OK,T 1-1,text,maybe| success \"maybe\" is neither true nor false",
                "2023/11/14 22:13:20,5,l,200,OK,T 1-1,text,true| timeStamp \"2023/11/14 22:13:20\" is no time in"
                        + " milliseconds; let JMeter write it with jmeter.save.saveservice.timestamp_format=ms"
            })
    void aMistakeInAFileIsToldWithItsLine(String line, String message) throws IOException {
        Path file = file("results.jtl", JTL_HEAD + "1700000000000,5,l,200,OK,T 1-1,text,true\n" + line + "\n");

        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.JMETER, file).read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ", line 3: " + message);
    }

    @Test
    void aFileOfSomethingElseIsToldWhatItShouldBe() throws IOException {
        Path text = file("notes.txt", "nothing of the kind\n");
        Path cut = file("cut.xml", "<testResults version=\"1.2\">\n<httpSample t=\"1\" ts=\"1700000000000\"");

        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.JMETER, text).read())
                .hasMessage(text
                        + ", line 1: this is no CSV file of JMeter: the first line must name the columns timeStamp,"
                        + " elapsed, label, success");
        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.K6, text).read())
                .hasMessage(
                        text + ", line 1: this is no CSV file of k6: the first line must name the columns metric_name,"
                                + " timestamp, metric_value");
        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.LOCUST, text).read())
                .hasMessage(text + ", line 1: this is none of the tables of Locust: _stats.csv, _stats_history.csv,"
                        + " _failures.csv or _exceptions.csv");
        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.AB, text).read())
                .hasMessage(text + ": this is no output of ApacheBench that ran to its end: it has no line \"Complete"
                        + " requests:\"");
        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.JMETER, cut).read())
                .hasMessage(cut + ", line 2: this is no XML, or it ends too early: let JMeter end by itself");
        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.JMETER, folder.resolve("missing.jtl"))
                        .read())
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.AB))
                .hasMessage("a file is needed; name what ApacheBench wrote");
    }

    @Test
    void entitiesOfXmlAreNotFollowed() throws IOException {
        Path secret = file("secret.txt", "secret");
        Path file = file(
                "evil.xml",
                "<!DOCTYPE t [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>\n"
                        + "<testResults>\n"
                        + "<httpSample t=\"1\" ts=\"1700000000000\""
                        + " s=\"false\" lb=\"l\""
                        + " rc=\"200\"><assertionResult><failure>true</failure>"
                        + "<failureMessage>&e;</failureMessage></assertionResult></httpSample></testResults>");

        try {
            assertThat(ExternalResults.of(ExternalTool.JMETER, file).read().errors())
                    .noneMatch(error -> error.message().contains("secret"));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("this is no XML");
        }
    }

    @Test
    void timesThatAreFarApartAreAMistake() throws IOException {
        Path file = file(
                "results.jtl",
                JTL_HEAD + "1700000000000,5,l,200,OK,T 1-1,text,true\n1800000000000,5,l,200,OK,T 1-1,text,true\n");

        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.JMETER, file).read())
                .hasMessage(file + ": nothing is recorded between 2023-11-14T22:13:20.005Z and"
                        + " 2027-01-15T08:00:00.005Z; one of these times is wrong");
    }

    @Test
    void anEmptyTableIsARunWithoutRequests() throws IOException {
        RunResult result = ExternalResults.of(ExternalTool.JMETER, file("results.jtl", JTL_HEAD))
                .read();

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason()).isEqualTo("no request was recorded");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
