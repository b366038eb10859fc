package dev.perf.report.internal.output.prometheus;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * What one scrape gets.
 *
 * @param served called when it has got it
 */
record Scrape(MetricSnapshots metrics, Runnable served) {}
