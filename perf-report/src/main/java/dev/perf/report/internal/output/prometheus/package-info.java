/** The numbers of a run for Prometheus, which fetches them: counters, levels and histograms since the start. */
@NullMarked
package dev.perf.report.internal.output.prometheus;

import org.jspecify.annotations.NullMarked;
