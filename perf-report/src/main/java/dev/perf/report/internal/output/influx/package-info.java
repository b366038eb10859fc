/** Points for InfluxDB, in its line protocol over HTTP; what speaks it too, such as VictoriaMetrics, takes them as well. */
@NullMarked
package dev.perf.report.internal.output.influx;

import org.jspecify.annotations.NullMarked;
