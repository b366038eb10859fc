package dev.perf.report.compare;

import dev.perf.result.Distribution;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.Locale;

/**
 * What is compared. The mean is not among them: it says nothing that the percentiles do not, and each further test makes
 * the others weaker.
 */
public enum Metric {
    /** Median of the response times, in milliseconds. */
    P50("p50", true),
    /** 95th percentile of the response times, in milliseconds. */
    P95("p95", true),
    /** 99th percentile of the response times, in milliseconds. */
    P99("p99", true),
    /** Share of requests that failed, from 0 to 1. */
    ERROR_RATE("error rate", true),
    /** Requests that ended per second. */
    THROUGHPUT("throughput", false);

    /** What fewer requests came to is hardly more than the luck of one. */
    private static final long LEAST_SAMPLES = 10;

    private static final double EXPECTED_ABOVE = 2;

    private final String label;
    private final boolean lowerIsBetter;

    Metric(String label, boolean lowerIsBetter) {
        this.label = label;
        this.lowerIsBetter = lowerIsBetter;
    }

    /** Returns its name for people, {@code error rate}. */
    public String label() {
        return label;
    }

    /** Tells whether a lower value is the better one. */
    public boolean lowerIsBetter() {
        return lowerIsBetter;
    }

    /** Tells whether it is a time, in milliseconds. */
    public boolean isTime() {
        return this == P50 || this == P95 || this == P99;
    }

    /** Returns a value with its unit: {@code 12.5 ms}, {@code 0.25 %}, {@code 39.8/s}; of a difference, its size. */
    public String describe(double value) {
        double size = Math.abs(value);
        return switch (this) {
            case P50, P95, P99 -> Figures.time(Duration.ofNanos(Math.round(size * 1e6)));
            case ERROR_RATE -> Figures.share(size);
            case THROUGHPUT -> Figures.rate(size);
        };
    }

    /** Returns its name in files, {@code error_rate}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Ratios of times and rates scatter alike wherever they are; a share that may be zero has no ratio. */
    boolean isLogarithmic() {
        return this != ERROR_RATE;
    }

    double percentile() {
        return switch (this) {
            case P50 -> 50;
            case P95 -> 95;
            case P99 -> 99;
            case ERROR_RATE, THROUGHPUT -> throw new IllegalStateException(label + " is no percentile");
        };
    }

    /**
     * Returns how many requests a block takes: of a percentile, so many that two are expected above it. For the percentile of
     * a whole run that would be too few ({@link Distribution#supports}); here, ten and more blocks stand for each other.
     */
    long samplesNeeded() {
        return isTime()
                ? Math.max(LEAST_SAMPLES, Math.round(EXPECTED_ABOVE * 100 / (100 - percentile())))
                : LEAST_SAMPLES;
    }

    /** Tells whether a stretch says something about it by itself. */
    boolean isSupportedBy(Stretch stretch) {
        return isTime() ? stretch.times().supports(percentile()) : stretch.count() >= LEAST_SAMPLES;
    }

    /** Returns what a stretch came to, which has requests and, for a rate, a length. */
    double of(Stretch stretch) {
        return switch (this) {
            case P50, P95, P99 -> stretch.times().percentile(percentile()).toNanos() / 1e6;
            case ERROR_RATE -> stretch.count() == 0 ? 0 : (double) stretch.failed() / stretch.count();
            case THROUGHPUT -> stretch.count() / (stretch.length().toNanos() / 1e9);
        };
    }
}
