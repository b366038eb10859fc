package dev.perf.engine.internal.benchmark;

import static dev.perf.Perf.benchmark;
import static dev.perf.Perf.compare;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.Benchmark;
import dev.perf.benchmark.ComparisonPlan;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BenchmarkCheckTest {

    private static final Benchmark QUOTE = benchmark("quote", () -> "ABC");

    @Test
    void findsNothingWrongWithTheDefaults() {
        BenchmarkCheck.check(ComparisonPlan.ofOne(QUOTE.plan()));
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThat(problems(QUOTE.rounds(0).threads(0).iterations(0).warmUp(-1)))
                .containsExactly(
                        "benchmark \"quote\", rounds: must be from 1 to 10,000, got 0",
                        "benchmark \"quote\", threads: must be from 1 to 1,024, got 0",
                        "benchmark \"quote\", warmUp: must not be negative, got -1 operations",
                        "benchmark \"quote\", iterations: must be at least 1, got 0");
        assertThat(problems(QUOTE.rounds(10_001).virtualThreads(1_025)))
                .containsExactly(
                        "benchmark \"quote\", rounds: must be from 1 to 10,000, got 10001",
                        "benchmark \"quote\", threads: must be from 1 to 1,024, got 1025");
    }

    @Test
    void refusesTimesOutOfRange() {
        assertThat(problems(QUOTE.warmUp(ofMillis(-1)).during(ofSeconds(0))))
                .containsExactly(
                        "benchmark \"quote\", warmUp: must be from 0s to 24h, got -1ms",
                        "benchmark \"quote\", during: must be positive and at most 24h, got 0s");
        assertThat(problems(QUOTE.warmUp(ofHours(25)).during(ofHours(25))))
                .containsExactly(
                        "benchmark \"quote\", warmUp: must be from 0s to 24h, got 25h",
                        "benchmark \"quote\", during: must be positive and at most 24h, got 25h");
    }

    @Test
    void refusesATimeBesideANumberOfOperations() {
        assertThat(problems(QUOTE.warmUp(ofSeconds(1))
                        .warmUp(10)
                        .during(ofSeconds(1))
                        .iterations(100)))
                .containsExactly(
                        "benchmark \"quote\", warmUp: got both 1s and 10 operations; set one of them",
                        "benchmark \"quote\", during: a round has both a time, during(1s), and a number of operations,"
                                + " iterations(100); remove one of them");
    }

    @Test
    void refusesThreadsWithoutAnOperation() {
        assertThat(problems(QUOTE.threads(4).iterations(3)))
                .containsExactly(
                        "benchmark \"quote\", iterations: must be at least 1 for each of the 4 threads, got 3");
    }

    @Test
    void refusesABlankName() {
        assertThat(problems(benchmark(" ", () -> "ABC")))
                .containsExactly("benchmark \" \", name: must not be blank, got \" \"");
    }

    @Test
    void refusesWhatCannotBeCompared() {
        ComparisonPlan plan =
                compare(QUOTE, QUOTE.rounds(5), benchmark("other", () -> "DEF")).plan();

        assertThat(problems(plan))
                .containsExactly(
                        "benchmark \"quote\", name: another benchmark of the comparison has it already; results are"
                                + " told apart by it",
                        "comparison: rounds of the same number are compared, so each benchmark needs as many, got 10 of"
                                + " \"quote\", 5 of \"quote\", 10 of \"other\"; set rounds(n) on the comparison");
    }

    @Test
    void settingsOfAComparisonReplaceThoseOfItsBenchmarks() {
        ComparisonPlan plan = compare(
                        QUOTE.rounds(5).iterations(10).warmUp(ofSeconds(1)),
                        benchmark("other", () -> "DEF").during(ofSeconds(2)))
                .rounds(7)
                .during(ofSeconds(1))
                .warmUp(3)
                .plan();

        BenchmarkCheck.check(plan);
        assertThat(plan.benchmarks()).allSatisfy(one -> {
            assertThat(one.rounds()).isEqualTo(7);
            assertThat(one.effectiveLength()).hasToString("1s");
            assertThat(one.effectiveWarmUp()).hasToString("3 operations");
        });
    }

    @Test
    void saysAllOfItAtOnceWithTheLineAndCallsNothing() {
        var calls = new AtomicInteger();
        Benchmark wrong = benchmark("quote", calls::incrementAndGet).rounds(0).threads(0);

        assertThatThrownBy(wrong::run)
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageMatching("test \"quote\" has 2 mistakes\n"
                        + "  BenchmarkCheckTest.java:\\d+: benchmark \"quote\", rounds: must be from 1 to 10,000,"
                        + " got 0\n"
                        + "  BenchmarkCheckTest.java:\\d+: benchmark \"quote\", threads: must be from 1 to 1,024,"
                        + " got 0");
        assertThat(calls).hasValue(0);
    }

    private static List<String> problems(Benchmark benchmark) {
        return problems(ComparisonPlan.ofOne(benchmark.plan()));
    }

    private static List<String> problems(ComparisonPlan plan) {
        return catchThrowableOfType(InvalidPlanException.class, () -> BenchmarkCheck.check(plan)).problems().stream()
                .map(BenchmarkCheckTest::text)
                .toList();
    }

    private static String text(Problem problem) {
        return problem.where() + ": " + problem.message();
    }
}
