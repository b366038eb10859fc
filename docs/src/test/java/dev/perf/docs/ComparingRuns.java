package dev.perf.docs;

import static java.time.Duration.ofMillis;

import dev.perf.LoadTest;
import dev.perf.report.Reports;
import dev.perf.report.compare.AbTest;
import dev.perf.report.compare.BaselineComparison;
import dev.perf.report.compare.ComparisonRules;
import dev.perf.report.compare.Judgement;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.compare.StoredRun;
import dev.perf.report.history.PastRun;
import dev.perf.report.history.RunHistory;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.nio.file.Path;

/** The snippets of comparing.md. */
final class ComparingRuns {

    private ComparingRuns() {}

    static void inOneProgram(LoadTest current, LoadTest other) throws IOException, InterruptedException {
        // tag::compare[]
        RunResult before = current.run();
        RunResult after = other.run();
        RunComparison comparison = RunComparison.of(StoredRun.of(before), StoredRun.of(after));

        System.out.print(comparison.describe()); // the table
        comparison.changes(Judgement.WORSE).forEach(change -> System.out.println(change.describe()));
        Reports.write(comparison, Path.of("target/perf/compared")); // compare.html and compare.json
        // end::compare[]
    }

    static void demandNothingWorse(LoadTest test) throws InterruptedException {
        // tag::baseline[]
        RunResult result = test.baselineIfPresent(Path.of("baseline/shop")).run();
        BaselineComparison compared = BaselineComparison.of(result); // null where there is none yet
        if (compared != null && compared.outcome() == Outcome.WORSE) {
            throw new AssertionError(compared.reason());
        }
        // end::baseline[]
    }

    static void keepHistory(LoadTest test) throws IOException, InterruptedException {
        // tag::history[]
        Path folder = Path.of("perf-history");
        test.run(RunOptions.DEFAULTS.historyIn(folder));

        for (PastRun run : RunHistory.read(folder).runs()) {
            System.out.println(run.startedAt() + " " + run.verdict() + " p95 "
                    + run.total().p95() + " ms");
        }
        // end::history[]
    }

    static int inTurn(LoadTest test, String former, String current) throws IOException, InterruptedException {
        // tag::ab[]
        RunComparison comparison = AbTest.of(
                        test.http(
                                http -> http.baseUrl(former)), // one or two seconds of load, after a second of warm-up
                        test.http(http -> http.baseUrl(current)))
                .pairs(30)
                .run();

        Reports.write(comparison, Path.of("target/perf/ab")); // compare.html and compare.json
        return comparison.outcome().exitCode();
        // end::ab[]
    }

    static RunComparison byOtherRules(StoredRun before, StoredRun after) {
        // tag::rules[]
        ComparisonRules rules = ComparisonRules.DEFAULTS
                .relativeLimit(0.1) // 10 % instead of 5 %
                .absoluteLimit(ofMillis(5)); // instead of 0.5 ms
        return RunComparison.of(before, after, rules);
        // end::rules[]
    }
}
