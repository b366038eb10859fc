/** {@code histograms.hlog}: the distributions of a run over time, for the tools of HdrHistogram. */
@NullMarked
package dev.perf.report.internal.hlog;

import org.jspecify.annotations.NullMarked;
