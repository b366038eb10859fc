package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.health.HealthMonitor;
import dev.perf.engine.internal.health.Pace;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tells the watch over the generator what was measured of its requests. Belongs to one thread. */
final class GeneratorMonitor {

    private final HealthMonitor monitor;

    GeneratorMonitor(Vitals vitals) {
        this.monitor = new HealthMonitor(vitals);
    }

    /**
     * Looks at what was measured in an interval.
     *
     * @param fromSeconds its start, since that of the load
     * @param ended what it came to
     * @param interval what was measured
     */
    void observe(double fromSeconds, Interval ended, Cells interval) {
        monitor.observe(
                fromSeconds,
                interval.seconds(),
                pace(ended.scheduleLag(), ended.responseTime(), ended.serviceTime(), interval.requests(Map.of())));
    }

    /** Returns the times that tell of a generator. */
    static Pace pace(
            Distribution scheduleLag, Distribution response, Distribution service, List<Cell.Request> requests) {
        return new Pace(p95(scheduleLag), p95(response), p95(service), connectionWait(requests, response));
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
        if (response.isEmpty() || response.mean().isZero()) {
            return Double.NaN;
        }
        long waited = mean(requests, cell -> cell.blocked)
                - mean(requests, cell -> cell.lookingUp)
                - mean(requests, cell -> cell.connecting)
                - mean(requests, cell -> cell.tlsHandshaking);
        return Math.max(0, (double) waited / response.mean().toNanos());
    }

    private static long mean(List<Cell.Request> requests, Function<Cell.Request, TimeCell> times) {
        long count = 0;
        double sum = 0;
        for (Cell.Request request : requests) {
            TimeCell time = times.apply(request);
            count += time.count();
            sum += time.sum();
        }
        return count == 0 ? 0 : Math.round(sum / count);
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
