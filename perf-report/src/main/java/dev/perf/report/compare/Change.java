package dev.perf.report.compare;

import dev.perf.benchmark.ConfidenceInterval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one request, or of all, in both runs. Values are in the metric's unit.
 *
 * @param metric what is compared
 * @param request name of the request; null for all requests together
 * @param before its value in the baseline
 * @param after its value in the candidate
 * @param typical how much larger the candidate's value is in a typical pair of blocks, with its 95 % interval: of the
 *     logarithms of the ratios or, for the error rate, of the differences, the middle by Hodges and Lehmann with the interval
 *     that belongs to Wilcoxon's test. A single burst moves {@code after}, and not this; null where there are too few blocks
 * @param noise the standard error of the difference between the runs, as far as neighbouring blocks of a run differ from
 *     each other: the root of {@code (s1² + s2²) / blocks}, where s is the median size of the differences between neighbours,
 *     divided by {@code 0.6745 * sqrt(2)} (after von Neumann and others, The Mean Square Successive Difference, Annals of
 *     Mathematical Statistics 12, 1941; 0.6745 makes the median size of normal values a standard deviation); 0 where there
 *     are too few blocks
 * @param blocks how many pairs of blocks were compared
 * @param samplesBefore requests in the baseline
 * @param samplesAfter requests in the candidate
 * @param chance the p-value of Wilcoxon's signed-rank test over the pairs of blocks, exact and two-sided; 1 where there are
 *     too few
 * @param adjustedChance the same, adjusted by Holm for all tests of the comparison
 * @param judgement what is to be thought of it
 */
public record Change(
        Metric metric,
        @Nullable String request,
        double before,
        double after,
        @Nullable ConfidenceInterval typical,
        double noise,
        int blocks,
        long samplesBefore,
        long samplesAfter,
        double chance,
        double adjustedChance,
        Judgement judgement) {

    /** Returns {@code after - before}. */
    public double difference() {
        return after - before;
    }

    /** Returns the change as a share of the baseline's value: 0.1 for 10 % more; NaN where that value is 0. */
    public double relative() {
        return share(difference());
    }

    /** Returns the {@link #typical} change as a share of the baseline's value; null without it, or where that value is 0. */
    public @Nullable ConfidenceInterval relativeTypical() {
        return typical == null || before == 0
                ? null
                : new ConfidenceInterval(
                        share(typical.estimate()), share(typical.low()), share(typical.high()), typical.level());
    }

    /** Tells whether it was tested: there were enough blocks. */
    public boolean isTested() {
        return typical != null;
    }

    /** Returns a sentence: {@code p95 of "login": 20 ms, then 22.1 ms (+10.5 %), p = 0.004}. */
    public String describe() {
        return metric.label() + (request == null ? "" : " of \"" + request + "\"") + ": " + metric.describe(before)
                + ", then " + metric.describe(after) + " (" + describeRelative() + ")"
                + (isTested() ? ", p " + probability(adjustedChance) : "");
    }

    /** Returns the change in percent or, where there is nothing to take percents of, as it is: {@code +10.5 %}. */
    public String describeRelative() {
        return before == 0 ? sign(difference()) + metric.describe(difference()) : percent(relative());
    }

    /** Returns the {@link #adjustedChance} in three decimals, {@code 0.031} or {@code < 0.001}; empty where it was not tested. */
    public String describeChance() {
        return isTested() ? probability(adjustedChance).replaceFirst("^= ", "") : "";
    }

    /** Returns a share with its sign in percent: {@code +10.5 %}. */
    static String percent(double share) {
        double percent = Math.round(share * 1000) / 10.0;
        return sign(percent) + String.format(Locale.ROOT, "%.1f %%", Math.abs(percent));
    }

    /** Returns {@code = 0.031} or {@code < 0.001}. */
    static String probability(double chance) {
        return chance < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", chance);
    }

    /** Returns this change, with what the other tests of the comparison make of it. */
    Change judged(double adjusted, ComparisonRules rules) {
        return new Change(
                metric,
                request,
                before,
                after,
                typical,
                noise,
                blocks,
                samplesBefore,
                samplesAfter,
                chance,
                adjusted,
                judge(adjusted, rules));
    }

    private Judgement judge(double adjusted, ComparisonRules rules) {
        if (typical == null) {
            return Judgement.TOO_FEW;
        }
        double limit = limit(rules);
        boolean large = Math.abs(difference()) > limit
                && Math.abs(typical.estimate()) > limit
                && Math.signum(difference()) == Math.signum(typical.estimate());
        if (large && adjusted < rules.chance()) {
            return difference() > 0 == metric.lowerIsBetter() ? Judgement.WORSE : Judgement.BETTER;
        }
        return !large && typical.low() >= -limit && typical.high() <= limit ? Judgement.SAME : Judgement.UNCLEAR;
    }

    /** Returns what a change must be larger than: the relative and the absolute limit, and twice the noise. */
    double limit(ComparisonRules rules) {
        return Math.max(rules.relativeLimit() * before, Math.max(rules.absoluteLimit(metric), 2 * noise));
    }

    private double share(double part) {
        return before == 0 ? Double.NaN : part / before;
    }

    private static String sign(double value) {
        return value < 0 ? "-" : value > 0 ? "+" : "";
    }
}
