package dev.perf.report.compare;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many tests at once: one in twenty would find something where there is nothing. Holm's method (A Simple Sequentially
 * Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 6, 1979) keeps the chance that any of them does
 * below the limit, however they depend on each other.
 */
final class Holm {

    private Holm() {}

    /**
     * Returns the p-values to be compared with the limit, in the order given.
     *
     * @param chances p-values of the single tests
     */
    static double[] adjust(double... chances) {
        int count = chances.length;
        List<Integer> ascending = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> chances[i]))
                .toList();
        double[] adjusted = new double[count];
        double highest = 0;
        for (int i = 0; i < count; i++) {
            int test = ascending.get(i);
            highest = Math.max(highest, Math.min(1, (count - i) * chances[test]));
            adjusted[test] = highest;
        }
        return adjusted;
    }
}
