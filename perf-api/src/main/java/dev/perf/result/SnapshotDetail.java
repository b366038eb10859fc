package dev.perf.result;

import java.util.List;

/**
 * What live outputs and live pages know of an interval beyond its totals.
 *
 * @param metrics what each series came to in this interval: each metric with each combination of tags that samples
 *     carried ({@code scenario}, {@code group}, {@code name}, {@code method}, {@code status}, {@code error}, those of the
 *     user), beside {@code vus} and {@code vus_max}. Series without samples in the interval are left out. Adding up the
 *     series of a metric gives the metric; no sample is in two of them
 * @param thresholds the thresholds as they stand, in the plan's order; those that cannot be judged yet are left out:
 *     windows that have not passed once, and the steady state, which is known at the end
 * @param generator whether the numbers so far can be trusted
 */
public record SnapshotDetail(List<MetricResult> metrics, List<ThresholdResult> thresholds, GeneratorHealth generator) {

    /** Copies the lists. */
    public SnapshotDetail {
        metrics = List.copyOf(metrics);
        thresholds = List.copyOf(thresholds);
    }
}
