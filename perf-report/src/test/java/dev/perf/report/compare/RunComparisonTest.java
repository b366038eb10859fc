package dev.perf.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.report.compare.RunComparison.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RunComparisonTest {

    private static final int PAIRS = 200;

    private static RunComparison compare(MadeRun baseline, MadeRun candidate) {
        return RunComparison.of(baseline.stored(), candidate.runId("b").stored());
    }

    private static Change change(RunComparison comparison, String request, Metric metric) {
        return Objects.requireNonNull(comparison.change(request, metric));
    }

    @Test
    void findsNothingInTwoHundredPairsWithoutChange() {
        int found = 0;
        for (int seed = 0; seed < PAIRS; seed++) {
            RunComparison comparison = compare(MadeRun.of(seed), MadeRun.of(seed + 10_000L));
            found += comparison.changes(Judgement.WORSE).isEmpty()
                            && comparison.changes(Judgement.BETTER).isEmpty()
                    ? 0
                    : 1;
        }
        assertThat(found).isLessThanOrEqualTo(PAIRS / 20);
    }

    @Test
    void keepsTheChanceOfAnyFindingEvenWithoutLimits() {
        ComparisonRules rules = ComparisonRules.DEFAULTS
                .relativeLimit(0)
                .absoluteLimit(Duration.ZERO)
                .errorRateLimit(0);
        int found = 0;
        for (int seed = 0; seed < PAIRS; seed++) {
            RunComparison comparison = RunComparison.of(
                    MadeRun.of(seed).wobble(0).failing(0.05).stored(),
                    MadeRun.of(seed + 10_000L)
                            .wobble(0)
                            .failing(0.05)
                            .runId("b")
                            .stored(),
                    rules);
            found += comparison.changes(Judgement.WORSE).isEmpty()
                            && comparison.changes(Judgement.BETTER).isEmpty()
                    ? 0
                    : 1;
        }
        assertThat(found).isLessThanOrEqualTo(PAIRS / 20);
    }

    @Test
    void findsTenPercentMoreLatency() {
        int found = 0;
        for (int seed = 0; seed < PAIRS; seed++) {
            RunComparison comparison =
                    compare(MadeRun.of(seed), MadeRun.of(seed + 10_000L).slower(1.1));
            found += comparison.outcome() == Outcome.WORSE ? 1 : 0;
            assertThat(comparison.changes(Judgement.BETTER)).isEmpty();
        }
        assertThat(found).isGreaterThanOrEqualTo(PAIRS * 95 / 100);
    }

    @Test
    void tellsByHowMuchARequestBecameSlower() {
        RunComparison comparison =
                compare(MadeRun.of(1).wobble(0), MadeRun.of(2).wobble(0).slower(1.2));
        Change change = change(comparison, "pay", Metric.P50);
        assertThat(change.judgement()).isEqualTo(Judgement.WORSE);
        assertThat(change.relative()).isBetween(0.15, 0.25);
        assertThat(change.blocks()).isEqualTo(20);
        assertThat(change.adjustedChance()).isLessThan(0.001);
        assertThat(Objects.requireNonNull(change.relativeTypical()).low()).isGreaterThan(0.1);
        assertThat(comparison.outcome().exitCode()).isEqualTo(1);
    }

    @Test
    void fasterIsBetterAndEndsWithZero() {
        RunComparison comparison = compare(MadeRun.of(1), MadeRun.of(2).slower(0.8));
        assertThat(comparison.outcome()).isEqualTo(Outcome.NOTHING_WORSE);
        assertThat(comparison.outcome().exitCode()).isZero();
        assertThat(comparison.changes(Judgement.BETTER))
                .extracting(Change::metric)
                .contains(Metric.P50, Metric.P95);
    }

    @Test
    void moreThroughputIsBetterAndLessIsWorse() {
        MadeRun few = MadeRun.of(1).plan("\"shopper\": closed load").offered(Double.NaN);
        MadeRun many = MadeRun.of(2)
                .plan("\"shopper\": closed load")
                .offered(Double.NaN)
                .perSecond(300);
        StoredRun slow = few.stored();
        StoredRun fast = many.runId("b").stored();
        assertThat(change(RunComparison.of(slow, fast), null, Metric.THROUGHPUT).judgement())
                .isEqualTo(Judgement.BETTER);
        assertThat(change(RunComparison.of(fast, slow), null, Metric.THROUGHPUT).judgement())
                .isEqualTo(Judgement.WORSE);
    }

    @Test
    void moreFailuresAreWorseAlsoWhereThereWereNone() {
        RunComparison comparison = compare(MadeRun.of(1), MadeRun.of(2).failing(0.04));
        Change change = change(comparison, null, Metric.ERROR_RATE);
        assertThat(change.judgement()).isEqualTo(Judgement.WORSE);
        assertThat(change.relative()).isNaN();
        assertThat(change.describe())
                .matches("error rate: 0 %, then [34]\\.\\d+ % \\(\\+[34]\\.\\d+ %\\), p < 0\\.001");
    }

    /** It moves the percentiles of the whole run by far more than the limits. */
    @Test
    void oneBurstIsNoChange() {
        RunComparison comparison = compare(MadeRun.of(1), MadeRun.of(2).burst(8));
        assertThat(change(comparison, null, Metric.P95).relative()).isGreaterThan(0.5);
        assertThat(comparison.outcome()).isEqualTo(Outcome.NOTHING_WORSE);
        assertThat(change(comparison, null, Metric.P95).judgement()).isEqualTo(Judgement.UNCLEAR);
    }

    @Test
    void aChangeBelowTheAbsoluteLimitIsNone() {
        StoredRun baseline = MadeRun.of(1).slower(0.02).stored();
        StoredRun candidate = MadeRun.of(2).slower(0.04).runId("b").stored();
        RunComparison comparison = RunComparison.of(baseline, candidate);
        assertThat(change(comparison, null, Metric.P50).relative()).isGreaterThan(0.8);
        assertThat(change(comparison, null, Metric.P50).judgement()).isEqualTo(Judgement.SAME);
        assertThat(RunComparison.of(
                                baseline, candidate, ComparisonRules.DEFAULTS.absoluteLimit(Duration.ofNanos(10_000)))
                        .outcome())
                .isEqualTo(Outcome.WORSE);
    }

    @Test
    void blocksAreFewerWhereAPercentileTakesMoreRequests() {
        RunComparison comparison = compare(
                MadeRun.of(1).seconds(60).perSecond(150),
                MadeRun.of(2).seconds(60).perSecond(150));
        assertThat(change(comparison, null, Metric.P50).blocks()).isEqualTo(30);
        assertThat(change(comparison, "pay", Metric.P95).blocks()).isEqualTo(30);
        // 3,000 requests are 15 blocks of the 200 that a p99 takes, 9,000 are 45.
        assertThat(change(comparison, "pay", Metric.P99).blocks()).isEqualTo(15);
        assertThat(change(comparison, null, Metric.P99).blocks()).isEqualTo(30);
    }

    @Test
    void aPercentileWithoutTenBlocksIsNotJudged() {
        RunComparison comparison = compare(MadeRun.of(1), MadeRun.of(2).slower(3));
        Change change = change(comparison, "pay", Metric.P99);
        assertThat(change.judgement()).isEqualTo(Judgement.TOO_FEW);
        assertThat(change.typical()).isNull();
        assertThat(change.blocks()).isLessThan(10);
        assertThat(comparison.outcome()).isEqualTo(Outcome.WORSE);
    }

    @Test
    void runsThatAreTooShortAreRefusedEvenWhenForced() {
        StoredRun baseline = MadeRun.of(1).seconds(5).stored();
        StoredRun candidate = MadeRun.of(2).seconds(5).slower(3).runId("b").stored();
        RunComparison comparison = RunComparison.of(baseline, candidate, ComparisonRules.DEFAULTS.force());
        assertThat(comparison.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(comparison.outcome().exitCode()).isEqualTo(3);
        assertThat(comparison.reason())
                .isEqualTo(
                        "the runs cannot be compared: there are no ten blocks of at least 1 s with enough requests for"
                                + " a median, which takes 10 in each run; let the test run longer, or with more load");
    }

    @Test
    void ofRunsOfDifferentLengthsThePartIsComparedThatBothHave() {
        RunComparison comparison = compare(MadeRun.of(1), MadeRun.of(1).seconds(40));
        assertThat(change(comparison, null, Metric.P50).before())
                .isEqualTo(change(comparison, null, Metric.P50).after());
        assertThat(comparison.differences())
                .extracting(RunDifference::text)
                .containsExactly("duration: 20s in the baseline, 40s in the candidate; the time that both have is"
                        + " compared");
    }

    @Test
    void givesTheSameAnswerEachTime() {
        assertThat(compare(MadeRun.of(3), MadeRun.of(4)).changes())
                .isEqualTo(compare(MadeRun.of(3), MadeRun.of(4)).changes());
    }

    @Test
    void showsATable() {
        RunComparison comparison =
                compare(MadeRun.of(1).wobble(0), MadeRun.of(2).wobble(0).slower(1.5));
        List<String> lines = comparison.describe().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("WORSE: " + comparison.reason());
        assertThat(lines.get(1)).isEqualTo("  baseline   20261120-140307-a  PASSED  3,000 requests  branch=main");
        assertThat(lines.get(2)).isEqualTo("  candidate  b  PASSED  3,000 requests  branch=main");
        assertThat(lines.get(3)).isEmpty();
        assertThat(lines.get(4)).matches(" +before +after +change +typical, 95 % +p +blocks");
        assertThat(lines.get(5))
                .matches("  all requests  p50 +\\S+ ms +\\S+ ms +\\+\\S+ % +\\+\\S+ % to \\+\\S+ % +< 0\\.001 +20 "
                        + " WORSE");
        assertThat(lines).hasSize(5 + 5 + 2 * 4);
    }

    @Test
    void namesDoNotMoveTheCursor() {
        StoredRun baseline = MadeRun.of(1).test("a\u001b[2Jb\nc").stored();
        StoredRun candidate = MadeRun.of(2).test("other").runId("b\u001b[31m").stored();
        assertThat(RunComparison.of(baseline, candidate).describe())
                .doesNotContain("\u001b")
                .contains("a [2Jb c");
    }

    @Test
    void rulesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> ComparisonRules.DEFAULTS.relativeLimit(-0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("comparison: relative limit must be in [0, 10], got -0.1");
        assertThatThrownBy(() -> ComparisonRules.DEFAULTS.absoluteLimit(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("comparison: absolute limit must be at least 0, got PT-0.001S");
        assertThatThrownBy(() -> ComparisonRules.DEFAULTS.errorRateLimit(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("comparison: limit of the error rate must be in [0, 1], got 2.0");
    }
}
