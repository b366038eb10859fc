package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.BenchmarkPlan;
import dev.perf.benchmark.ComparisonPlan;
import dev.perf.benchmark.Extent;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the mistakes of benchmarks. */
public final class BenchmarkCheck {

    private static final int MOST_ROUNDS = 10_000;
    private static final int MOST_THREADS = 1_024;
    private static final Duration LONGEST = Duration.ofHours(24);

    private final List<Problem> problems = new ArrayList<>();

    private BenchmarkCheck() {}

    /**
     * Checks {@code plan}. Calls none of its code.
     *
     * @throws InvalidPlanException if there are mistakes
     */
    public static void check(ComparisonPlan plan) {
        var check = new BenchmarkCheck();
        plan.benchmarks().forEach(check::benchmark);
        check.together(plan);
        if (!check.problems.isEmpty()) {
            throw new InvalidPlanException(plan.name(), check.problems);
        }
    }

    private void benchmark(BenchmarkPlan plan) {
        if (plan.name().isBlank()) {
            problem(plan, "name", "must not be blank, got \"" + plan.name() + "\"");
        }
        if (plan.rounds() < 1 || plan.rounds() > MOST_ROUNDS) {
            problem(plan, "rounds", "must be from 1 to 10,000, got " + plan.rounds());
        }
        if (plan.threads() < 1 || plan.threads() > MOST_THREADS) {
            problem(plan, "threads", "must be from 1 to 1,024, got " + plan.threads());
        }
        warmUp(plan);
        length(plan);
    }

    private void warmUp(BenchmarkPlan plan) {
        Extent warmUp = plan.warmUp();
        Duration time = warmUp.time();
        Long operations = warmUp.operations();
        if (time != null && operations != null) {
            problem(
                    plan,
                    "warmUp",
                    "got both " + DurationText.of(time) + " and " + Figures.count(operations, "operation")
                            + "; set one of them");
        }
        if (time != null && (time.isNegative() || time.compareTo(LONGEST) > 0)) {
            problem(plan, "warmUp", "must be from 0s to 24h, got " + DurationText.of(time));
        }
        if (operations != null && operations < 0) {
            problem(plan, "warmUp", "must not be negative, got " + operations + " operations");
        }
    }

    private void length(BenchmarkPlan plan) {
        Duration time = plan.length().time();
        Long operations = plan.length().operations();
        if (time != null && operations != null) {
            problem(
                    plan,
                    "during",
                    "a round has both a time, during(" + DurationText.of(time)
                            + "), and a number of operations, iterations(" + operations + "); remove one of them");
        }
        if (time != null && (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0)) {
            problem(plan, "during", "must be positive and at most 24h, got " + DurationText.of(time));
        }
        if (operations != null && operations < 1) {
            problem(plan, "iterations", "must be at least 1, got " + operations);
        } else if (operations != null && operations < plan.threads()) {
            problem(
                    plan,
                    "iterations",
                    "must be at least 1 for each of the " + plan.threads() + " threads, got " + operations);
        }
    }

    private void together(ComparisonPlan plan) {
        if (plan.benchmarks().size() < 2) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        for (BenchmarkPlan one : plan.benchmarks()) {
            if (!names.add(one.name())) {
                problem(
                        one,
                        "name",
                        "another benchmark of the comparison has it already; results are told apart by it");
            }
        }
        boolean sameRounds =
                plan.benchmarks().stream().map(BenchmarkPlan::rounds).distinct().count() == 1;
        if (!sameRounds) {
            problems.add(new Problem(
                    plan.location(),
                    "comparison",
                    "rounds of the same number are compared, so each benchmark needs as many, got "
                            + plan.benchmarks().stream()
                                    .map(one -> one.rounds() + " of \"" + one.name() + "\"")
                                    .collect(Collectors.joining(", "))
                            + "; set rounds(n) on the comparison"));
        }
    }

    private void problem(BenchmarkPlan plan, String where, String message) {
        problems.add(new Problem(plan.location(), "benchmark \"" + plan.name() + "\", " + where, message));
    }
}
