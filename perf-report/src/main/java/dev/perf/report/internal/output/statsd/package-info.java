/** Numbers for StatsD and DogStatsD, in datagrams. */
@NullMarked
package dev.perf.report.internal.output.statsd;

import org.jspecify.annotations.NullMarked;
