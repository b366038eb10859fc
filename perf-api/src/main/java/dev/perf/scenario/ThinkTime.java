package dev.perf.scenario;

import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The length of a pause between steps: constant, or drawn anew for each pause from the run's seed. */
public sealed interface ThinkTime {

    /** Always the same. */
    record Constant(Duration duration) implements ThinkTime {}

    /** Any length from {@code min} to {@code max}, each equally likely. */
    record Uniform(Duration min, Duration max) implements ThinkTime {}

    /** Exponentially distributed: independent events with {@code mean} between them. */
    record Exponential(Duration mean) implements ThinkTime {}

    /** Normally distributed; lengths below zero become zero. */
    record Normal(Duration mean, Duration standardDeviation) implements ThinkTime {}

    /**
     * Log-normally distributed: its logarithm is normally distributed, with a standard deviation of {@code sigma} about
     * that of the median. Half of the lengths are below the median, and some are many times longer, as people's are.
     *
     * @param median positive
     * @param sigma from 0 to 10, without a unit; 0.5 has one length in ten above 1.9 medians, 1 above 3.6
     */
    record LogNormal(Duration median, double sigma) implements ThinkTime {}

    /**
     * Log-normally distributed, with a mean and a standard deviation of the lengths themselves: with m and d of these,
     * sigma² = ln(1 + d²/m²), and the median is m·exp(-sigma²/2) (Johnson, Kotz and Balakrishnan, Continuous Univariate
     * Distributions, volume 1, chapter 14).
     *
     * @param mean positive
     * @param standardDeviation not negative
     */
    record LogNormalOfMean(Duration mean, Duration standardDeviation) implements ThinkTime {}

    /**
     * What a function draws. Where it throws, or returns a negative length, there is no pause, the iteration fails, and
     * that is among the errors of the run, kind {@code step}.
     */
    record Custom(Function<RandomGenerator, Duration> draw) implements ThinkTime {}
}
