package dev.perf.report.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.result.Environment;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Verdict;
import org.junit.jupiter.api.Test;

class ComparabilityTest {

    private static RunComparison compare(MadeRun candidate) {
        return RunComparison.of(MadeRun.of(1).stored(), candidate.runId("b").stored());
    }

    private static void refuses(MadeRun candidate, String message) {
        RunComparison comparison = compare(candidate);
        assertThat(comparison.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.reason()).isEqualTo("the runs cannot be compared: " + message);
    }

    private static void marks(MadeRun candidate, String... messages) {
        RunComparison comparison = compare(candidate);
        assertThat(comparison.outcome()).isEqualTo(Outcome.NOTHING_WORSE);
        assertThat(comparison.differences()).extracting(RunDifference::text).containsExactly(messages);
    }

    @Test
    void likeRunsDifferInNothing() {
        marks(MadeRun.of(2));
    }

    @Test
    void runsOfDifferentTestsAreRefused() {
        refuses(MadeRun.of(2).test("search"), "test: \"checkout\" in the baseline, \"search\" in the candidate");
    }

    @Test
    void runsOfDifferentPlansAreRefused() {
        refuses(
                MadeRun.of(2).plan("\"shopper\": open load: 75/s, hold 30s", "\"admin\": closed load: 2 users"),
                "load: \"shopper\": open load: 75/s, hold 20s in the baseline, \"shopper\": open load: 75/s, hold 30s;"
                        + " \"admin\": closed load: 2 users in the candidate");
    }

    @Test
    void aRunWhoseGeneratorWasTheLimitIsRefused() {
        refuses(
                MadeRun.of(2).verdict(Verdict.INVALID),
                "the candidate is INVALID: the generator was its limit, so it says nothing about the target");
    }

    @Test
    void offeredLoadsMoreThanTwoPercentApartAreRefused() {
        refuses(
                MadeRun.of(2).offered(77),
                "offered load: 75/s iterations in the baseline, 77/s iterations in the candidate");
        marks(MadeRun.of(2).offered(76));
    }

    /** 1,500 arrivals at random are 1,500 give or take 39; of two such numbers the difference has a deviation of 55. */
    @Test
    void randomArrivalsMayDifferByWhatChanceBrings() {
        String plan = "\"shopper\": open load: 75/s, hold 20s, Poisson arrivals";
        StoredRun baseline = MadeRun.of(1).plan(plan).stored();
        assertThat(RunComparison.of(
                                baseline,
                                MadeRun.of(2).plan(plan).offered(82).runId("b").stored())
                        .outcome())
                .isEqualTo(Outcome.NOTHING_WORSE);
        assertThat(RunComparison.of(
                                baseline,
                                MadeRun.of(2).plan(plan).offered(85).runId("b").stored())
                        .outcome())
                .isEqualTo(Outcome.REFUSED);
    }

    @Test
    void otherCoresAreRefused() {
        refuses(
                MadeRun.of(2)
                        .environment(new Environment("0.1.0", "25.0.1", "Linux 6.8", "build-7", 4, 4_000_000_000L)),
                "cores: 8 in the baseline, 4 in the candidate");
    }

    @Test
    void anotherHostRuntimeOrHeapIsMarked() {
        marks(
                MadeRun.of(2).environment(new Environment("0.2.0", "26", "Linux 7.1", "build-8", 8, 2_000_000_000L)),
                "host: build-7 in the baseline, build-8 in the candidate",
                "operating system: Linux 6.8 in the baseline, Linux 7.1 in the candidate",
                "largest heap: 4 GB in the baseline, 2 GB in the candidate",
                "Java: 25.0.1 in the baseline, 26 in the candidate",
                "Perf: 0.1.0 in the baseline, 0.2.0 in the candidate");
    }

    @Test
    void aRunThatWasStoppedIsMarked() {
        marks(MadeRun.of(2).verdict(Verdict.ABORTED), "the candidate was stopped before its end");
    }

    @Test
    void aGeneratorNearALimitIsMarked() {
        marks(
                MadeRun.of(2).generator(GeneratorHealth.State.WARNING),
                "the generator of the candidate was near a limit; see its report");
    }

    @Test
    void aRareRequestMayBeMissing() {
        marks(
                MadeRun.of(2).requestToo("refund"),
                "request \"refund\" was not sent in the baseline, in the other run 20 times");
    }

    @Test
    void aRequestOfWhichThereAreManyMayNotBeMissing() {
        refuses(
                MadeRun.of(2).perSecond(60).requestToo("refund"),
                "request \"refund\" was not sent in the baseline, in the other run 20 times");
    }

    @Test
    void aRunComparedWithItselfIsMarked() {
        StoredRun run = MadeRun.of(1).stored();
        RunComparison comparison = RunComparison.of(run, run);
        assertThat(comparison.differences())
                .extracting(RunDifference::text)
                .containsExactly("both are the same run, 20261120-140307-a");
        assertThat(comparison.changes(Judgement.SAME)).isNotEmpty();
        assertThat(comparison.reason()).isEqualTo("nothing is worse");
    }

    @Test
    void whatIsRefusedIsMarkedWhenForced() {
        RunComparison comparison = RunComparison.of(
                MadeRun.of(1).stored(),
                MadeRun.of(2).test("search").runId("b").stored(),
                ComparisonRules.DEFAULTS.force());
        assertThat(comparison.outcome()).isEqualTo(Outcome.NOTHING_WORSE);
        assertThat(comparison.differences())
                .containsExactly(new RunDifference(
                        RunDifference.Kind.TEST,
                        true,
                        "test: \"checkout\" in the baseline, \"search\" in the candidate"));
        assertThat(comparison.changes()).isNotEmpty();
    }
}
