package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.health.VitalsTape;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.metric.Metric;
import dev.perf.result.Ledger;
import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import dev.perf.slo.Slo;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Comes to what a run came to, from what an {@link IntervalWriter} wrote: by the same aggregation, so percentiles,
 * thresholds and the verdict on the generator are the same. Belongs to one thread.
 */
public final class Replay {

    private static final Series.Kind[] KINDS = Series.Kind.values();

    private final Measurement measurement = new Measurement(new SystemClock(), 1, Integer.MAX_VALUE);
    private final WrittenLoad load = new WrittenLoad();
    private final VitalsTape vitals = new VitalsTape(Vitals.NONE);
    private final List<Series> series = new ArrayList<>();
    private final List<ErrorLog.Told> errors = new ArrayList<>();
    private final Aggregator aggregator;
    private List<String> warnings = List.of();
    private boolean hasNames;

    /**
     * Creates the replay of a run before its first interval.
     *
     * @param metrics the metrics of the user's own that the plan names
     * @param thresholds the thresholds, in the plan's order
     * @param slos the service level objectives, in the plan's order
     */
    public Replay(Collection<Metric> metrics, List<WrittenThreshold> thresholds, List<Slo> slos) {
        MetricBook book = measurement.series().metrics();
        metrics.forEach(book::enter);
        aggregator = new Aggregator(
                measurement,
                load,
                thresholds.stream()
                        .map(threshold -> book.threshold(threshold.expression(), threshold.baseline()))
                        .toList(),
                slos,
                vitals,
                false);
    }

    /**
     * Takes the next interval.
     *
     * @throws BadBytesException if {@code in} is none
     */
    public Snapshot interval(ByteInput in) {
        long elapsedNanos = in.number();
        long warmUpNanos = in.number();
        load.paused = in.duration();
        measurement.usersBecome(in.number(Integer.MAX_VALUE), in.number(Integer.MAX_VALUE));
        load.offeredPerSecond = in.real();
        load.wantedUsers = in.number(Integer.MAX_VALUE);
        boolean isWarmUp = warmUpNanos > 0 && elapsedNanos <= warmUpNanos;
        measurement.ledger(isWarmUp ? Phase.WARM_UP : Phase.LOAD).become(ledger(in));
        in.list(MetricCodec::read).forEach(measurement.series().metrics()::enter);
        series.addAll(in.list(this::oneSeries));
        readCells(in);
        vitals.read(in);
        load.stages.addAll(in.list(ByteInput::flag));
        in.list(this::error);
        readWarnings(in);
        return aggregator.conclude(elapsedNanos, warmUpNanos);
    }

    /**
     * Goes on from a {@linkplain IntervalWriter#state state}, of which this is the next part; to be given all of them
     * before the first interval.
     *
     * @throws BadBytesException if {@code in} is none
     */
    public void state(ByteInput in) {
        if (hasNames) {
            aggregator.state().read(in, series).ifPresent(aggregator::resume);
            return;
        }
        hasNames = true;
        in.list(MetricCodec::read).forEach(measurement.series().metrics()::enter);
        series.addAll(in.list(this::oneSeries));
        warnings = in.list(ByteInput::text);
        errors.addAll(measurement.errors().read(in));
    }

    /** Takes what came after the last interval. */
    public void end(ByteInput in) {
        vitals.read(in);
        readWarnings(in);
    }

    /** Returns what the run came to; to be called once, after the last interval. */
    public Totals totals() {
        return aggregator.totals().withWarnings(warnings);
    }

    static Ledger ledger(ByteInput in) {
        return new Ledger(in.number(), in.number(), in.number(), in.number(), in.number(), in.number());
    }

    private Series oneSeries(ByteInput in) {
        Series.Kind kind = in.constant(KINDS);
        String metric = in.text();
        var tags = new Tags(in.texts());
        boolean isReported = in.flag();
        String stage = in.optional(ByteInput::text);
        return measurement.series().series(kind, metric, tags, isReported ? Phase.ofStage(stage) : Phase.WARM_UP);
    }

    private void readCells(ByteInput in) {
        int count = in.number(series.size());
        int id = 0;
        for (int i = 0; i < count; i++) {
            id += in.number(series.size());
            if (id >= series.size()) {
                throw new BadBytesException("series " + id + " of " + series.size());
            }
            Series one = series.get(id);
            aggregator.take(one, CellCodec.read(one, in));
        }
    }

    private ErrorLog.Told error(ByteInput in) {
        int place = in.number(errors.size());
        ErrorLog.First first = in.optional(ErrorLog.First::read);
        if (first != null) {
            errors.add(new ErrorLog.Told(first, List.of()));
        } else if (place == errors.size()) {
            throw new BadBytesException("error " + place + " of " + place);
        }
        ErrorLog.Told before = errors.get(place);
        long count = in.number();
        long last = in.number();
        var now = new ErrorLog.Told(before.first(), SampleCodec.read(in, before.samples()));
        errors.set(place, now);
        measurement.errors().become(now.first(), count, last, now.samples());
        return now;
    }

    private void readWarnings(ByteInput in) {
        List<String> changed = in.optional(from -> from.list(ByteInput::text));
        if (changed != null) {
            warnings = changed;
        }
    }

    /** What was asked for, as far as it was written. */
    private static final class WrittenLoad implements LoadView {

        private final Deque<Boolean> stages = new ArrayDeque<>();
        private Duration paused = Duration.ZERO;
        private double offeredPerSecond;
        private int wantedUsers;

        @Override
        public double offeredPerSecond() {
            return offeredPerSecond;
        }

        @Override
        public int wantedUsers() {
            return wantedUsers;
        }

        @Override
        public Snapshot.Iterations iterations() {
            return Snapshot.Iterations.NONE;
        }

        @Override
        public Duration planned() {
            return Duration.ZERO;
        }

        @Override
        public Duration paused() {
            return paused;
        }

        @Override
        public List<RunEvent> news() {
            return List.of();
        }

        /** What judges ask of stages they ask in the same order again. */
        @Override
        public boolean isOn(String stage, Duration ago) {
            return Boolean.TRUE.equals(stages.pollFirst());
        }

        @Override
        public String phase() {
            return "load";
        }
    }
}
