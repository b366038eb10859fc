package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.health.Pace;
import dev.perf.engine.internal.health.Reading;
import dev.perf.engine.internal.health.Vital;
import dev.perf.engine.internal.health.VitalsTape;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Distribution;
import dev.perf.result.Ledger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one agent did in an interval, as far as it is told of each of them.
 *
 * @param agent its place among the agents
 * @param startNanos when the interval began, since the start of the run
 * @param endNanos when it ended
 * @param isWarmUp whether it belongs to the warm-up
 * @param users users alive at its end
 * @param ledger iterations so far; those of the warm-up where the interval belongs to it
 * @param requests requests that ended in it
 * @param failed those of them that failed
 * @param response their response times
 * @param pace times that tell of the generator
 * @param readings readings of the generator
 * @param ranOut for how many requests a resource ran out
 */
record AgentInterval(
        int agent,
        long startNanos,
        long endNanos,
        boolean isWarmUp,
        int users,
        Ledger ledger,
        long requests,
        long failed,
        TimeCell response,
        Pace pace,
        List<Reading> readings,
        Map<Vital, Long> ranOut) {

    private static final Vital[] VITALS = Vital.values();

    /** Returns what an agent has written of itself. */
    static AgentInterval of(int agent, long startNanos, WrittenInterval written) {
        var response = new TimeCell();
        var service = new TimeCell();
        var lag = new TimeCell();
        var requests = new ArrayList<Cell.Request>();
        Map<Vital, Long> ranOut = new EnumMap<>(Vital.class);
        long count = 0;
        long failed = 0;
        for (WrittenInterval.SeriesCell one : written.cells()) {
            if (one.cell() instanceof Cell.Request cell) {
                requests.add(cell);
                count += cell.count;
                failed += cell.failed;
                cell.response.addTo(response);
                cell.service.addTo(service);
                ResourceLimits.count(one.series(), cell, ranOut);
            } else if (one.cell() instanceof Cell.Trend times
                    && one.series().metric().equals("schedule_lag")) {
                times.times.addTo(lag);
            }
        }
        Distribution responses = response.distribution();
        return new AgentInterval(
                agent,
                startNanos,
                written.setting().elapsedNanos(),
                written.isWarmUp(),
                written.setting().users(),
                written.setting().ledger(),
                count,
                failed,
                response,
                GeneratorMonitor.pace(lag.distribution(), responses, service.distribution(), requests),
                written.readings(),
                ranOut);
    }

    /** Returns the readings that were taken behind the last interval. */
    static AgentInterval ofEnd(int agent, long endNanos, List<Reading> readings) {
        return new AgentInterval(
                agent,
                endNanos,
                endNanos,
                false,
                0,
                Ledger.EMPTY,
                0,
                0,
                new TimeCell(),
                new Pace(Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                readings,
                Map.of());
    }

    void write(ByteOutput out) {
        out.number(agent);
        out.number(startNanos);
        out.number(endNanos);
        out.flag(isWarmUp);
        out.number(users);
        IntervalWriter.writeLedger(ledger, out);
        out.number(requests);
        out.number(failed);
        response.write(out);
        out.real(pace.lagMillis());
        out.real(pace.responseMillis());
        out.real(pace.serviceMillis());
        out.real(pace.connectionWait());
        VitalsTape.write(out, readings);
        writeRanOut(ranOut, out);
    }

    static AgentInterval read(ByteInput in) {
        int agent = in.number(Integer.MAX_VALUE);
        long startNanos = in.number();
        long endNanos = in.number();
        boolean isWarmUp = in.flag();
        int users = in.number(Integer.MAX_VALUE);
        Ledger ledger = IntervalReader.ledger(in);
        long requests = in.number();
        long failed = in.number();
        var response = new TimeCell();
        response.read(in);
        return new AgentInterval(
                agent,
                startNanos,
                endNanos,
                isWarmUp,
                users,
                ledger,
                requests,
                failed,
                response,
                new Pace(in.real(), in.real(), in.real(), in.real()),
                VitalsTape.readings(in),
                readRanOut(in));
    }

    static void writeRanOut(Map<Vital, Long> ranOut, ByteOutput out) {
        out.list(ranOut.entrySet(), (to, one) -> {
            to.constant(one.getKey());
            to.number(one.getValue());
        });
    }

    static Map<Vital, Long> readRanOut(ByteInput in) {
        Map<Vital, Long> ranOut = new EnumMap<>(Vital.class);
        in.list(from -> Map.entry(from.constant(VITALS), from.number()))
                .forEach(one -> ranOut.put(one.getKey(), one.getValue()));
        return ranOut;
    }
}
