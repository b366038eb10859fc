package dev.perf.report.internal.html;

import dev.perf.result.Distribution;

/** How far a number of samples bears out a percentile, by how many samples lie above it. */
enum Support {
    /** Too few, see {@link Distribution#supports}: what would be shown is the luck of a few. */
    NONE,
    /** Fewer than ten: another run would show something else. */
    WEAK,
    STRONG;

    private static final double ENOUGH = 10;

    static Support of(long samples, double percentile) {
        if (samples < Distribution.samplesNeeded(percentile)) {
            return NONE;
        }
        return samplesAbove(samples, percentile) < ENOUGH ? WEAK : STRONG;
    }

    static String explain(long samples, double percentile) {
        String name = "p" + Format.coordinate(percentile);
        return switch (of(samples, percentile)) {
            case NONE ->
                name + " needs at least " + Format.count(Distribution.samplesNeeded(percentile))
                        + " samples, there are " + Format.count(samples);
            case WEAK -> "fewer than 10 of " + Format.count(samples) + " samples lie above " + name;
            case STRONG -> "";
        };
    }

    /** The tolerance takes back what binary fractions subtract: 100 - 99.9 is a little less than 0.1. */
    private static double samplesAbove(long samples, double percentile) {
        return samples * (100 - percentile) / 100 + 1e-6;
    }
}
