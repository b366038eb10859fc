package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.ConfidenceInterval;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Confidence intervals over rounds.
 *
 * <p>Rounds, and not operations, are the samples: their means are close to normal by the central limit theorem, and operations
 * that follow each other are anything but independent (Georges, Buytaert, Eeckhout: Statistically Rigorous Java
 * Performance Evaluation, OOPSLA 2007, section 3.2).
 */
final class Intervals {

    private Intervals() {}

    /**
     * Returns the mean with its interval {@code mean ± t(level, n - 1) * s / sqrt(n)}, where s is the standard deviation of
     * the sample and t is Student's; null for fewer than two values.
     */
    static @Nullable ConfidenceInterval ofMean(double[] values, double level) {
        int count = values.length;
        if (count < 2) {
            return null;
        }
        double mean = DoubleStream.of(values).sum() / count;
        double squares = DoubleStream.of(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double margin = StudentT.quantile(level, count - 1) * Math.sqrt(squares / (count - 1) / count);
        return new ConfidenceInterval(mean, mean - margin, mean + margin, level);
    }

    /**
     * Returns the ratio {@code numerators / denominators} with its interval; null for fewer than two pairs.
     *
     * <p>Values of the same index were measured one after the other, so what slowed both cancels in their quotient. Student's
     * interval is taken of the logarithms of the quotients, for those of a ratio and of its inverse are each other's
     * negative, and is turned back: the estimate is the geometric mean (Fleming, Wallace: How Not to Lie with Statistics,
     * Communications of the ACM 29(3), 1986).
     *
     * @param numerators positive
     * @param denominators positive, as many
     */
    static @Nullable ConfidenceInterval ofRatio(double[] numerators, double[] denominators, double level) {
        double[] logarithms = IntStream.range(0, numerators.length)
                .mapToDouble(i -> Math.log(numerators[i] / denominators[i]))
                .toArray();
        ConfidenceInterval interval = ofMean(logarithms, level);
        return interval == null
                ? null
                : new ConfidenceInterval(
                        Math.exp(interval.estimate()), Math.exp(interval.low()), Math.exp(interval.high()), level);
    }
}
