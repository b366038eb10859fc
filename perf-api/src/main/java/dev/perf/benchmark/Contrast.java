package dev.perf.benchmark;

import java.util.Locale;

/**
 * How much faster one benchmark was than another.
 *
 * @param benchmark name of the one
 * @param baseline name of the other
 * @param speedup mean time of an operation of the baseline, divided by that of the benchmark: 1.5 where the benchmark does
 *     three operations while the baseline does two
 */
public record Contrast(String benchmark, String baseline, ConfidenceInterval speedup) {

    private static final double HIDDEN = 0.005;

    /** Tells whether the difference is larger than the noise between the rounds: 1 is not in the interval. */
    public boolean isSupported() {
        return !speedup.contains(1);
    }

    /** Tells whether the benchmark was faster than the baseline by more than the noise. */
    public boolean isFaster() {
        return isSupported() && speedup.estimate() > 1;
    }

    /** Tells whether the benchmark was slower than the baseline by more than the noise. */
    public boolean isSlower() {
        return isSupported() && speedup.estimate() < 1;
    }

    /** Returns a sentence: {@code b is 1.31 times as fast as a (95 % interval 1.25 to 1.38)}. */
    @Override
    public String toString() {
        if (!isSupported()) {
            return "no difference between " + benchmark + " and " + baseline + " beyond the noise: " + benchmark
                    + " is " + times(speedup) + " times as fast (" + range(speedup) + ")";
        }
        if (isFaster()) {
            return benchmark + " is " + times(speedup) + " times as fast as " + baseline + " (" + range(speedup) + ")";
        }
        ConfidenceInterval slowdown = speedup.inverse();
        return benchmark + " takes " + times(slowdown) + " times as long as " + baseline + " (" + range(slowdown) + ")";
    }

    private String times(ConfidenceInterval ratio) {
        return number(ratio.estimate());
    }

    private String range(ConfidenceInterval ratio) {
        String level = String.format(Locale.ROOT, "%.1f", ratio.level() * 100).replace(".0", "");
        return level + " % interval " + number(ratio.low()) + " to " + number(ratio.high());
    }

    /** Two decimals, unless they would hide that a difference is one. */
    private String number(double ratio) {
        boolean hidden = isSupported() && Math.min(Math.abs(speedup.low() - 1), Math.abs(speedup.high() - 1)) < HIDDEN;
        return String.format(Locale.ROOT, hidden ? "%.4f" : "%.2f", ratio);
    }
}
