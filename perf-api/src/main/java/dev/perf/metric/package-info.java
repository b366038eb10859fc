/**
 * Metrics of the user's own: counters, gauges, rates and trends beside those that Perf measures by itself. Knows nothing
 * of scenarios and of how samples are kept.
 */
@NullMarked
package dev.perf.metric;

import org.jspecify.annotations.NullMarked;
