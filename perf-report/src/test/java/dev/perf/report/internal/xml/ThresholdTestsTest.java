package dev.perf.report.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

/** Read with what Maven reads the results of tests with. */
class ThresholdTestsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void isWhatSurefireAndJenkinsAccept(RunResult result) throws Exception {
        var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(ThresholdTestsTest.class.getResource("junit-reports.xsd"));

        schema.newValidator().validate(new StreamSource(write(result, Map.of()).toFile()));

        assertThat(read(result).getNumberOfTests())
                .isEqualTo(1 + result.thresholds().size() + result.slos().size());
    }

    @Test
    void aThresholdThatHeldIsATestThatPassedAndTellsItsMargin() throws Exception {
        ReportTestCase held = named(read(Results.passing()), "response_time: p(95) < 200ms");

        assertThat(held.isSuccessful()).isTrue();
        assertThat(Files.readString(folder.resolve("thresholds.xml"))).contains("""
            <system-out>104 ms is 95.7 ms below 200 ms
            limit: 200
            actual: 104.3
            margin: 95.7, 47.9 % of the room
            samples: 54,462</system-out>\
            """);
    }

    @Test
    void aThresholdThatDidNotHoldIsAFailureWithItsNumbers() throws Exception {
        ReportTestSuite suite = read(Results.failing());
        ReportTestCase broken = named(suite, "response_time: p(95) < 200ms");

        assertThat(suite.getNumberOfFailures()).isEqualTo(2);
        assertThat(suite.getNumberOfErrors()).isZero();
        assertThat(broken.hasFailure()).isTrue();
        assertThat(broken.getFailureMessage()).isEqualTo("242 ms is 41.8 ms above 200 ms");
        assertThat(broken.getFailureDetail()).isEqualTo("""
            242 ms is 41.8 ms above 200 ms
            limit: 200
            actual: 241.8
            margin: -41.8, -20.9 % of the room
            samples: 54,482
            first breach: 3m20s after the start of the load\
            """);
        assertThat(named(suite, "run completed").isSuccessful()).isTrue();
    }

    @Test
    void aThresholdWithoutSamplesSaysSo() throws Exception {
        ReportTestCase empty = named(read(Results.tiny()), "checks: rate > 0.5");

        assertThat(empty.getFailureDetail()).isEqualTo("""
            there were no samples
            limit: 0.5
            actual: no samples
            samples: 0\
            """);
    }

    @Test
    void anObjectiveThatWasMissedIsAFailureWithItsBudget() throws Exception {
        ReportTestSuite suite = read(Results.detailed());
        ReportTestCase missed = named(suite, "objective \"shop is up\": 99.9 % of requests succeed");

        assertThat(suite.getNumberOfFailures()).isEqualTo(5);
        assertThat(missed.getFailureType()).isEqualTo("objective");
        assertThat(missed.getFailureMessage()).isEqualTo("97.69 %, 2,310 % of the error budget spent");
        assertThat(missed.getFailureDetail()).isEqualTo("""
            97.69 %, 2,310 % of the error budget spent
            promised: 0.999
            actual: 0.9769
            error budget spent: 2,310 %
            requests: 54,482
            bad: 1,258
            worst 1m: 0.931, burn rate 69 of at most 1, until 4m41s after the start of the load
            worst 5m: 0.9769, burn rate 23.1 of at most 14.4, until 5m after the start of the load\
            """);
        assertThat(named(suite, "objective \"checkout works\": at most 0.5 % of requests fail")
                        .isSuccessful())
                .isTrue();
    }

    @Test
    void aRunThatMissedAnObjectiveAloneDidNotFailForAnotherReason() throws Exception {
        RunResult result = Results.withThresholds(Results.detailed(), List.of());

        assertThat(named(read(result), "run completed").isSuccessful()).isTrue();
    }

    @Test
    void aRunWithoutThresholdsIsOneTestThatPassed() throws Exception {
        ReportTestSuite suite = read(with(Results.passing(), Verdict.PASSED, List.of()));

        assertThat(suite.getTestCases())
                .singleElement()
                .satisfies(run -> assertThat(run.getName()).isEqualTo("run completed"))
                .satisfies(run -> assertThat(run.isSuccessful()).isTrue())
                .satisfies(run -> assertThat(run.getTime()).isEqualTo(300));
    }

    @Test
    void aRunThatFailedForAnotherReasonThanItsThresholdsIsAFailure() throws Exception {
        ReportTestCase run = named(read(with(Results.passing(), Verdict.FAILED, List.of())), "run completed");

        assertThat(run.hasFailure()).isTrue();
        assertThat(run.getFailureMessage()).isEqualTo("all 5 thresholds held");
    }

    @Test
    void runsThatSayNothingAreErrors() throws Exception {
        for (RunResult result : List.of(Results.invalid(), Results.aborted())) {
            ReportTestSuite suite = read(result);
            ReportTestCase run = named(suite, "run completed");

            assertThat(suite.getNumberOfErrors()).isEqualTo(1);
            assertThat(run.hasError()).isTrue();
            assertThat(run.getFailureType()).isEqualTo(result.verdict().name());
            assertThat(run.getFailureMessage()).isEqualTo(result.reason());
        }
    }

    @Test
    void thresholdsOfOneTextAreTwoTests() throws Exception {
        var twice = new ThresholdResult("checks: rate > 0.5", true, 1.0, 0.5, 0.5, 1, null, "100 % is above 50 %");

        assertThat(read(with(Results.passing(), Verdict.PASSED, List.of(twice, twice)))
                        .getTestCases())
                .extracting(ReportTestCase::getName)
                .containsExactly("run completed", "checks: rate > 0.5", "checks: rate > 0.5 (2)");
    }

    @Test
    void testsAreGroupedByTheNameOfTheTestWhichIsNoPackage() throws Exception {
        RunResult result = named(Results.passing(), "shop v1.2");

        assertThat(named(read(result), "run completed").getFullClassName()).isEqualTo("perf.shop v1_2");
    }

    @Test
    void jenkinsIsToldOfTheReportWhereItRunsTheTest() throws Exception {
        RunResult result = Results.passing().withReport(folder);
        String line = "[[ATTACHMENT|" + folder.resolve("index.html") + "]]";

        assertThat(Files.readString(write(result, Map.of("JENKINS_URL", "https://ci"))))
                .containsOnlyOnce(line);
        assertThat(Files.readString(write(result, Map.of()))).doesNotContain("ATTACHMENT");
        assertThat(Files.readString(write(Results.passing(), Map.of("JENKINS_URL", "https://ci"))))
                .doesNotContain("ATTACHMENT");
    }

    private static RunResult with(RunResult result, Verdict verdict, List<ThresholdResult> thresholds) {
        return copy(result, result.test(), verdict, thresholds);
    }

    private static RunResult named(RunResult result, String test) {
        return copy(result, test, result.verdict(), result.thresholds());
    }

    private static RunResult copy(RunResult result, String test, Verdict verdict, List<ThresholdResult> thresholds) {
        return RunResult.builder(test, result.runId(), result.startedAt())
                .verdict(verdict, result.reason())
                .duration(Duration.ofSeconds(300))
                .tags(result.tags())
                .seed(result.seed())
                .plannedLoad(result.plannedLoad())
                .ledger(result.ledger())
                .thresholds(thresholds)
                .requests(result.requests())
                .metrics(result.metrics())
                .errors(result.errors())
                .warmUp(result.warmUp())
                .intervals(result.intervals())
                .events(result.events())
                .generator(result.generator())
                .environment(result.environment())
                .warnings(result.warnings())
                .report(result.report())
                .build();
    }

    private static ReportTestCase named(ReportTestSuite suite, String name) {
        return suite.getTestCases().stream()
                .filter(testCase -> testCase.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ReportTestSuite read(RunResult result) throws IOException, SAXException, ParserConfigurationException {
        List<ReportTestSuite> suites = new TestSuiteXmlParser(new NullConsoleLogger())
                .parse(write(result, Map.of()).toString());
        assertThat(suites).hasSize(1);
        return suites.getFirst();
    }

    private Path write(RunResult result, Map<String, String> environment) throws IOException {
        Path file = folder.resolve("thresholds.xml");
        new ThresholdTests(environment).write(result, file);
        return file;
    }
}
