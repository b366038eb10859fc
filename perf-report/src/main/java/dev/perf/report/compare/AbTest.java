package dev.perf.report.compare;

import static dev.perf.source.Given.given;

import dev.perf.LoadTest;
import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.compare.RunDifference.Kind;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two targets under the same load, in turn: short runs of one test against each of them, one after the other in this
 * process, so that what changes with time (the machine, its neighbours, the compiler) meets both. Immutable.
 *
 * <p>A pair is a run of the test against each target, with the same seed and the test's own warm-up. Which of the two comes
 * first in a pair is drawn, and the next pair has the opposite order: ABBA or BAAB. One more pair before them is not
 * counted, for the first runs of a process are slower than all others. Each run is a block of the comparison, in which a block
 * is compared with the other of its pair.
 *
 * {@snippet :
 * RunComparison comparison = AbTest.of(test.http(http -> http.baseUrl(former)), test.http(http -> http.baseUrl(current)))
 *         .pairs(20)
 *         .run();
 * }
 */
public final class AbTest {

    private static final int LEAST_PAIRS = SeriesComparison.LEAST_BLOCKS;
    private static final int MOST_PAIRS = 200;
    private static final int USUAL_PAIRS = 20;

    private final LoadTest baseline;
    private final LoadTest candidate;
    private final int pairs;
    private final ComparisonRules rules;

    /** Runs a test, for tests of this class. */
    interface Runner {
        RunResult run(LoadTest test) throws InterruptedException;
    }

    private AbTest(LoadTest baseline, LoadTest candidate, int pairs, ComparisonRules rules) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.pairs = pairs;
        this.rules = rules;
    }

    /**
     * Compares two targets in 20 pairs, by the {@linkplain ComparisonRules#DEFAULTS usual rules}.
     *
     * @param baseline the test against the target that the other is compared with; a second and more, the warm-up not
     *     counted, of which a pair takes two
     * @param candidate the same test against the target that is judged
     */
    public static AbTest of(LoadTest baseline, LoadTest candidate) {
        return new AbTest(
                given(baseline, "baseline"), given(candidate, "candidate"), USUAL_PAIRS, ComparisonRules.DEFAULTS);
    }

    /**
     * Returns this with another number of pairs.
     *
     * @param number from 10, below which no test can tell anything, to 200
     * @throws IllegalArgumentException if it is out of range
     */
    public AbTest pairs(int number) {
        if (number < LEAST_PAIRS || number > MOST_PAIRS) {
            throw new IllegalArgumentException(
                    "A/B test: pairs must be from " + LEAST_PAIRS + " to " + MOST_PAIRS + ", got " + number);
        }
        return new AbTest(baseline, candidate, number, rules);
    }

    /** Returns this with other rules of what counts as a change. */
    public AbTest rules(ComparisonRules others) {
        return new AbTest(baseline, candidate, pairs, given(others, "others"));
    }

    /**
     * Runs all pairs, without a report of each, and compares. A pair of which one run is {@code INVALID} or was stopped
     * is left out, and the comparison says so. The order follows from the seed of the baseline's test.
     *
     * @throws InterruptedException if the calling thread is interrupted; the run under way is over then
     */
    public RunComparison run() throws InterruptedException {
        return run(test -> test.run(RunOptions.DEFAULTS.withoutReport()));
    }

    RunComparison run(Runner runner) throws InterruptedException {
        long seed = baseline.plan().seed();
        var order = new Random(seed);
        var before = new ArrayList<RunResult>();
        var after = new ArrayList<RunResult>();
        boolean baselineFirst = true;
        for (int pair = 0; pair <= pairs; pair++) {
            baselineFirst = pair % 2 == 1 ? order.nextBoolean() : !baselineFirst;
            RunResult first = runner.run((baselineFirst ? baseline : candidate).seed(seed + pair));
            RunResult second = runner.run((baselineFirst ? candidate : baseline).seed(seed + pair));
            if (pair > 0) {
                before.add(baselineFirst ? first : second);
                after.add(baselineFirst ? second : first);
            }
        }
        return compare(before, after);
    }

    private RunComparison compare(List<RunResult> before, List<RunResult> after) {
        int[] usable = IntStream.range(0, pairs)
                .filter(pair -> isUsable(before.get(pair)) && isUsable(after.get(pair)))
                .toArray();
        Duration slot = Stream.concat(before.stream(), after.stream())
                .map(RunResult::duration)
                .max(Duration::compareTo)
                .orElseThrow();
        if (usable.length < LEAST_PAIRS) {
            return new RunComparison(
                    JoinedRuns.of(before, slot),
                    JoinedRuns.of(after, slot),
                    rules,
                    Outcome.REFUSED,
                    List.of(leftOut(usable.length, true)),
                    List.of());
        }
        RunComparison compared = RunComparison.of(
                JoinedRuns.of(IntStream.of(usable).mapToObj(before::get).toList(), slot),
                JoinedRuns.of(IntStream.of(usable).mapToObj(after::get).toList(), slot),
                rules);
        if (usable.length == pairs) {
            return compared;
        }
        var differences = new ArrayList<>(compared.differences());
        differences.add(leftOut(usable.length, false));
        return new RunComparison(
                compared.baseline(), compared.candidate(), rules, compared.outcome(), differences, compared.changes());
    }

    private RunDifference leftOut(int usable, boolean refuses) {
        return new RunDifference(
                Kind.VERDICT,
                refuses,
                pairs - usable + " of " + pairs + " pairs are left out, for a run of each was INVALID or stopped"
                        + (refuses ? "; " + LEAST_PAIRS + " are needed, so put less load on the generator" : ""));
    }

    private static boolean isUsable(RunResult run) {
        return run.verdict() != Verdict.INVALID && run.verdict() != Verdict.ABORTED;
    }
}
