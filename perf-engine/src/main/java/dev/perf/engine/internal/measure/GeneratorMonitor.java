package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.health.HealthMonitor;
import dev.perf.engine.internal.health.Pace;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tells the watch over the generator what was measured of its requests. Belongs to one thread. */
final class GeneratorMonitor {

    private final HealthMonitor monitor;

    GeneratorMonitor(Vitals vitals) {
        this.monitor = new HealthMonitor(vitals);
    }

    /** Looks at what was measured in an interval that began {@code fromSeconds} after the start of the load. */
    void observe(double fromSeconds, Cells interval) {
        List<Cell.Request> requests = interval.requests(Map.of());
        Distribution response = times(requests, cell -> cell.response);
        monitor.observe(
                fromSeconds,
                interval.seconds(),
                new Pace(
                        interval.read("schedule_lag", Map.of()) instanceof MetricValue.Trend lag
                                ? p95(lag.distribution())
                                : Double.NaN,
                        p95(response),
                        p95(times(requests, cell -> cell.service)),
                        connectionWait(requests, response)));
    }

    /** Returns the verdict on the generator, given the whole run. */
    GeneratorHealth health(Cells total, Ledger ledger) {
        return monitor.health(ledger, ResourceLimits.ranOut(total));
    }

    /** Returns the verdict on the generator so far. */
    GeneratorHealth healthSoFar(Cells total, Ledger ledger) {
        return monitor.healthSoFar(ledger, ResourceLimits.ranOut(total));
    }

    /** What requests waited for, less the opening of connections, as a share of their response time. */
    private static double connectionWait(List<Cell.Request> requests, Distribution response) {
        Duration waited = times(requests, cell -> cell.blocked)
                .mean()
                .minus(times(requests, cell -> cell.lookingUp).mean())
                .minus(times(requests, cell -> cell.connecting).mean())
                .minus(times(requests, cell -> cell.tlsHandshaking).mean());
        return response.isEmpty() || response.mean().isZero()
                ? Double.NaN
                : Math.max(0, (double) waited.toNanos() / response.mean().toNanos());
    }

    private static Distribution times(List<Cell.Request> requests, Function<Cell.Request, TimeCell> time) {
        return Cells.trend(requests, time).distribution();
    }

    private static double p95(Distribution times) {
        return times.isEmpty() ? Double.NaN : times.p95().toNanos() / 1e6;
    }

    /** Writes what was seen until the last interval. */
    void write(ByteOutput out) {
        monitor.write(out);
    }

    /** Sees what was written. */
    void read(ByteInput in) {
        monitor.read(in);
    }
}
