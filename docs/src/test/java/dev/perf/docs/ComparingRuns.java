package dev.perf.docs;

import static java.time.Duration.ofMillis;

import dev.perf.LoadTest;
import dev.perf.report.Reports;
import dev.perf.report.compare.BaselineComparison;
import dev.perf.report.compare.ComparisonRules;
import dev.perf.report.compare.Judgement;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.compare.StoredRun;
import dev.perf.result.RunResult;
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

    static RunComparison byOtherRules(StoredRun before, StoredRun after) {
        // tag::rules[]
        ComparisonRules rules = ComparisonRules.DEFAULTS
                .relativeLimit(0.1) // 10 % instead of 5 %
                .absoluteLimit(ofMillis(5)); // instead of 0.5 ms
        return RunComparison.of(before, after, rules);
        // end::rules[]
    }
}
