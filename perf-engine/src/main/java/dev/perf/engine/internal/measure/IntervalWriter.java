package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.health.VitalsTape;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.metric.Metric;
import dev.perf.result.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes all that the aggregation of a run takes in, interval by interval, so that a {@link Replay} comes to the same:
 * the cells of the interval, and of everything else what is new. Belongs to one thread.
 */
public final class IntervalWriter {

    /**
     * What an interval has besides cells.
     *
     * @param elapsedNanos its end, since the start of the run
     * @param warmUpNanos length of the warm-up, as far as it is known
     * @param paused length of the pauses since the end of the warm-up
     * @param users users alive at its end
     * @param maxUsers most users so far
     * @param offeredPerSecond rate that was asked for at its end
     * @param wantedUsers users that were asked for at its end
     * @param ledger iterations so far, of the phase that the interval is in
     * @param scheduled how many of those were due of each workload, in the plan's order
     */
    record Setting(
            long elapsedNanos,
            long warmUpNanos,
            Duration paused,
            int users,
            int maxUsers,
            double offeredPerSecond,
            int wantedUsers,
            Ledger ledger,
            List<Long> scheduled) {}

    private final Measurement measurement;
    private final VitalsTape vitals;
    private final Set<String> metrics = new HashSet<>();
    private final List<Boolean> stages = new ArrayList<>();
    private int series;
    private List<String> warnings = List.of();
    private ByteOutput out = new ByteOutput();
    private @Nullable AgentCourses agents;
    private boolean stopped;

    /**
     * Creates a writer.
     *
     * @param measurement what is measured
     * @param vitals the readings that the aggregation takes
     */
    public IntervalWriter(Measurement measurement, VitalsTape vitals) {
        this.measurement = measurement;
        this.vitals = vitals;
    }

    /** Returns what was written since the last call: an interval, or nothing. */
    public byte[] take() {
        byte[] written = out.toBytes();
        out = new ByteOutput();
        return written;
    }

    /**
     * Returns what {@code aggregator}, all that it took in being written here, has come to at the end of the interval
     * that was written last: a {@link Replay} that reads these parts goes on from there. Most of them only become bytes
     * when they are asked for, on any thread.
     */
    public List<Supplier<byte[]>> state(Aggregator aggregator) {
        var names = new ByteOutput();
        names.list(measurement.series().metrics().entered(), MetricCodec::write);
        names.list(measurement.series().all().subList(0, series), IntervalWriter::writeSeries);
        names.list(warnings, ByteOutput::text);
        measurement.errors().write(names);
        var parts = new ArrayList<Supplier<byte[]>>();
        parts.add(names::toBytes);
        parts.addAll(aggregator.state().parts(aggregator.position()));
        return parts;
    }

    /** Nobody takes what is written any more. */
    public void stop() {
        stopped = true;
    }

    /** Writes what came after the last interval: the last readings of the generator. */
    public byte[] takeEnd() {
        var end = new ByteOutput();
        vitals.write(end);
        writeWarnings(end);
        end.optional(agents == null ? null : agents.takeNews(), (to, news) -> news.write(to));
        return end.toBytes();
    }

    /** Returns {@code asked}, whose answers are written as well. */
    Stages listeningTo(Stages asked) {
        return (stage, ago) -> {
            boolean on = asked.isOn(stage, ago);
            if (!stopped) {
                stages.add(on);
            }
            return on;
        };
    }

    /**
     * Writes an interval.
     *
     * @param byAgent what is counted once more under the agents that measured it; null for nothing
     * @param courses what the agents did
     */
    void write(Setting setting, Cells cells, @Nullable Cells byAgent, AgentCourses courses) {
        agents = courses;
        if (stopped) {
            courses.forgetNews();
            return;
        }
        out.number(setting.elapsedNanos());
        out.number(setting.warmUpNanos());
        out.duration(setting.paused());
        out.number(setting.users());
        out.number(setting.maxUsers());
        out.real(setting.offeredPerSecond());
        out.number(setting.wantedUsers());
        writeLedger(setting.ledger(), out);
        out.list(setting.scheduled(), ByteOutput::number);
        writeMetrics();
        writeSeries();
        writeCells(cells, byAgent);
        vitals.write(out);
        out.list(stages, ByteOutput::flag);
        stages.clear();
        writeErrors();
        writeWarnings(out);
        out.optional(courses.takeNews(), (to, news) -> news.write(to));
    }

    static void writeLedger(Ledger ledger, ByteOutput out) {
        out.number(ledger.scheduled());
        out.number(ledger.started());
        out.number(ledger.dropped());
        out.number(ledger.completed());
        out.number(ledger.failed());
        out.number(ledger.interrupted());
    }

    private void writeMetrics() {
        List<Metric> news = measurement.series().metrics().entered().stream()
                .filter(metric -> metrics.add(metric.name()))
                .toList();
        out.list(news, MetricCodec::write);
    }

    private void writeSeries() {
        List<Series> all = measurement.series().all();
        out.list(all.subList(series, all.size()), IntervalWriter::writeSeries);
        series = all.size();
    }

    private static void writeSeries(ByteOutput to, Series one) {
        to.constant(one.kind());
        to.text(one.metric());
        to.texts(one.tags().values());
        to.number(IntervalReader.code(one.phase()));
        to.optional(one.phase().stage(), ByteOutput::text);
    }

    private void writeCells(Cells cells, @Nullable Cells byAgent) {
        writeCells(cells);
        out.optional(byAgent == null || byAgent.isEmpty() ? null : byAgent, (to, some) -> writeCells(some));
    }

    private void writeCells(Cells cells) {
        List<Series> measured = cells.measured();
        out.number(measured.size());
        int before = 0;
        for (Series one : measured) {
            out.number(one.id() - before);
            CellCodec.write(cells.cell(one), out);
            before = one.id();
        }
    }

    private void writeErrors() {
        out.list(measurement.errors().changes(), (to, change) -> {
            to.number(change.place());
            to.optional(change.first(), (more, first) -> first.write(more));
            to.number(change.count());
            to.number(change.last());
            SampleCodec.write(to, change.samples(), change.samplesBefore());
        });
    }

    private void writeWarnings(ByteOutput to) {
        List<String> now = measurement.warnings();
        to.optional(now.equals(warnings) ? null : now, (more, all) -> more.list(all, ByteOutput::text));
        warnings = now;
    }
}
