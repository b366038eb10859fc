package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.health.VitalsTape;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.metric.Metric;
import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import dev.perf.slo.Slo;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Comes to what a run came to, from what an {@link IntervalWriter} wrote: by the same aggregation, so percentiles,
 * thresholds and the verdict on the generator are the same. Belongs to one thread.
 */
public final class Replay {

    private final Measurement measurement = new Measurement(new SystemClock(), 1, Integer.MAX_VALUE);
    private final WrittenLoad load = new WrittenLoad();
    private final VitalsTape vitals = new VitalsTape(Vitals.NONE);
    private final IntervalReader reader = new IntervalReader();
    private final CommonSeries series = new CommonSeries(measurement.series());
    private final Aggregator aggregator;
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
        WrittenInterval read = reader.interval(in);
        IntervalWriter.Setting setting = read.setting();
        load.paused = setting.paused();
        load.offeredPerSecond = setting.offeredPerSecond();
        load.wantedUsers = setting.wantedUsers();
        load.stages.addAll(read.stages());
        measurement.usersBecome(setting.users(), setting.maxUsers());
        measurement.ledger(read.isWarmUp() ? Phase.WARM_UP : Phase.LOAD).become(setting.ledger());
        read.metrics().forEach(measurement.series().metrics()::enter);
        List<Series> all = series.of(reader.series());
        read.cells().forEach(one -> aggregator.take(all.get(one.series().id()), one.cell()));
        read.errors()
                .forEach(error ->
                        measurement.errors().become(error.first(), error.count(), error.last(), error.samples()));
        takeRest(new WrittenInterval.End(read.readings(), read.warnings(), read.agents()));
        return aggregator.conclude(setting.elapsedNanos(), setting.warmUpNanos());
    }

    /**
     * Goes on from a {@linkplain IntervalWriter#state state}, of which this is the next part; to be given all of them
     * before the first interval.
     *
     * @throws BadBytesException if {@code in} is none
     */
    public void state(ByteInput in) {
        if (hasNames) {
            aggregator.state().read(in, series.of(reader.series())).ifPresent(aggregator::resume);
            return;
        }
        hasNames = true;
        in.list(MetricCodec::read).forEach(measurement.series().metrics()::enter);
        reader.series(in);
        measurement.othersWarn(IntervalReader.texts(in));
        reader.errors(in, measurement.errors());
    }

    /** Takes what came after the last interval. */
    public void end(ByteInput in) {
        takeRest(reader.end(in));
    }

    private void takeRest(WrittenInterval.End rest) {
        vitals.add(rest.readings());
        if (rest.warnings() != null) {
            measurement.othersWarn(rest.warnings());
        }
        if (rest.agents() != null) {
            aggregator.agents().take(rest.agents());
        }
    }

    /** Returns what the run came to; to be called once, after the last interval. */
    public Totals totals() {
        return aggregator.totals();
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
