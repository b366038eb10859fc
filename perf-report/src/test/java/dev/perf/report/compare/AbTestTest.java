package dev.perf.report.compare;

import static dev.perf.Perf.loadTest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.internal.Times;
import dev.perf.result.Distribution;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AbTestTest {

    private static final int REQUESTS = 60;

    private final LoadTest a = loadTest("shop").tag("target", "a").seed(7);
    private final LoadTest b = loadTest("shop").tag("target", "b").seed(7);
    private final List<String> runs = new ArrayList<>();
    private final Random random = new Random(11);

    /** The machine gets slower with each run, which the order of the runs has to even out. */
    private AbTest.Runner shop(double slower, Verdict every7th) {
        return test -> {
            String target = Objects.requireNonNull(test.plan().tags().get("target"));
            runs.add(target + test.plan().seed());
            double drift = 1 + 0.02 * runs.size();
            var times = new Times();
            for (int i = 0; i < REQUESTS; i++) {
                times.add(20 * drift * (target.equals("b") ? slower : 1) * Math.exp(0.2 * random.nextGaussian()));
            }
            return result(test, times.distribution(), runs.size() % 7 == 0 ? every7th : Verdict.PASSED);
        };
    }

    private static RunResult result(LoadTest test, Distribution times, Verdict verdict) {
        return RunResult.builder(test.plan().name(), "run", Instant.EPOCH)
                .verdict(verdict, "said so")
                .duration(Duration.ofSeconds(2))
                .tags(test.plan().tags())
                .requests(List.of(new RequestResult("home", REQUESTS, 0, times, times, Map.of(), 0, 0)))
                .build();
    }

    @Test
    void pairsAlternateInTheirOrderAndShareTheirSeeds() throws InterruptedException {
        AbTest.of(a, b).pairs(12).run(shop(1, Verdict.PASSED));

        assertThat(runs).hasSize(2 + 2 * 12);
        for (int pair = 0; pair <= 12; pair++) {
            assertThat(runs.subList(2 * pair, 2 * pair + 2))
                    .containsExactlyInAnyOrder("a" + (7 + pair), "b" + (7 + pair));
        }
        for (int pair = 1; pair < 12; pair += 2) {
            assertThat(runs.get(2 * pair).charAt(0))
                    .isEqualTo(runs.get(2 * pair + 3).charAt(0));
        }
        assertThat(IntStream.rangeClosed(1, 12)
                        .filter(pair -> runs.get(2 * pair).startsWith("a"))
                        .count())
                .isEqualTo(6);
        var first = List.copyOf(runs);
        runs.clear();
        AbTest.of(a, b).pairs(12).run(shop(1, Verdict.PASSED));
        assertThat(runs).isEqualTo(first);
    }

    @Test
    void aSlowerTargetIsFoundAndADriftOfTheMachineIsNot() throws InterruptedException {
        RunComparison slower = AbTest.of(a, b).run(shop(1.15, Verdict.PASSED));
        runs.clear();
        RunComparison same = AbTest.of(a, b).run(shop(1, Verdict.PASSED));

        assertThat(slower.outcome()).isEqualTo(Outcome.WORSE);
        Change p50 = Objects.requireNonNull(slower.change("home", Metric.P50));
        assertThat(p50.judgement()).isEqualTo(Judgement.WORSE);
        assertThat(p50.blocks()).isEqualTo(20);
        assertThat(p50.samplesBefore()).isEqualTo(20 * REQUESTS);
        assertThat(same.outcome()).isEqualTo(Outcome.NOTHING_WORSE);
        assertThat(same.changes(Judgement.BETTER)).isEmpty();
        assertThat(same.candidate().tags()).containsEntry("target", "b");
        assertThat(Objects.requireNonNull(same.change(null, Metric.THROUGHPUT)).before())
                .isEqualTo(REQUESTS / 2.0);
    }

    @Test
    void aPairWithARunThatSaysNothingIsLeftOutAndCounted() throws InterruptedException {
        RunComparison comparison = AbTest.of(a, b).pairs(20).run(shop(1.3, Verdict.INVALID));

        assertThat(comparison.outcome()).isEqualTo(Outcome.WORSE);
        assertThat(comparison.differences())
                .extracting(RunDifference::text)
                .contains("6 of 20 pairs are left out, for a run of each was INVALID or stopped");
        assertThat(Objects.requireNonNull(comparison.change("home", Metric.P50)).samplesBefore())
                .isEqualTo(14 * REQUESTS);
    }

    @Test
    void whereTooFewPairsAreLeftNothingIsCompared() throws InterruptedException {
        RunComparison comparison = AbTest.of(a, b).pairs(10).run(shop(1.3, Verdict.ABORTED));

        assertThat(comparison.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(comparison.reason())
                .isEqualTo("the runs cannot be compared: 3 of 10 pairs are left out, for a run of each was INVALID or"
                        + " stopped; 10 are needed, so put less load on the generator");
        assertThat(comparison.changes()).isEmpty();
    }

    @Test
    void pairsMustBeEnoughToTellAnything() {
        assertThatThrownBy(() -> AbTest.of(a, b).pairs(9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A/B test: pairs must be from 10 to 200, got 9");
    }
}
