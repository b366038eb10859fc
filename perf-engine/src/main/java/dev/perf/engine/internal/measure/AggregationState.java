package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the aggregation of a run has come to, as bytes and back. Belongs to the thread of its {@link Aggregator}.
 *
 * @param measurement whose users and ledgers belong to it
 */
record AggregationState(
        Measurement measurement,
        Cells total,
        Cells totalByAgent,
        Timeline<PackedInterval> warmingUp,
        Timeline<PackedInterval> timeline,
        RequestCourses courses,
        SlowestRequests slowest,
        GeneratorMonitor monitor,
        List<ThresholdJudge> judges,
        List<SloJudge> slos,
        AgentCourses agents) {

    /** Cells are written in parts of about so many bytes. */
    private static final int CELLS_BYTES = 1 << 16;

    private enum Kind {
        POSITION,
        JUDGES,
        CELLS,
        WARM_UP,
        TIMELINE,
        COURSE,
        AGENTS
    }

    private static final Kind[] KINDS = Kind.values();

    /**
     * How far an aggregation is.
     *
     * @param lastNanos end of its last interval, since the start of the run
     * @param warmUpNanos length of the warm-up, as far as it is known
     * @param before iterations until then
     */
    record Position(long lastNanos, long warmUpNanos, Ledger before) {}

    /**
     * Returns all of it in parts, which are to be {@linkplain #read read} in this order. What is large and never changes
     * becomes bytes when it is asked for, on any thread.
     */
    List<Supplier<byte[]>> parts(Position position) {
        var parts = new ArrayList<Supplier<byte[]>>();
        parts.add(now(Kind.POSITION, out -> writePosition(position, out)));
        parts.add(now(Kind.JUDGES, out -> {
            judges.forEach(judge -> judge.write(out));
            slos.forEach(slo -> slo.write(out));
        }));
        addCells(total, parts);
        if (!agents.isEmpty()) {
            parts.add(now(Kind.AGENTS, agents::write));
            addCells(totalByAgent, parts);
        }
        Timeline<PackedInterval> warmUp = warmingUp.copy();
        parts.add(later(Kind.WARM_UP, out -> warmUp.write(out, PackedInterval::write)));
        Timeline<PackedInterval> load = timeline.copy();
        parts.add(later(Kind.TIMELINE, out -> load.write(out, PackedInterval::write)));
        courses.copies()
                .forEach((name, course) -> parts.add(later(Kind.COURSE, out -> {
                    out.text(name);
                    course.write(out);
                })));
        return parts;
    }

    private static Supplier<byte[]> later(Kind kind, Consumer<ByteOutput> writer) {
        return () -> {
            var out = new ByteOutput();
            out.constant(kind);
            writer.accept(out);
            return out.toBytes();
        };
    }

    private static Supplier<byte[]> now(Kind kind, Consumer<ByteOutput> writer) {
        byte[] bytes = later(kind, writer).get();
        return () -> bytes;
    }

    private void writePosition(Position position, ByteOutput out) {
        out.number(position.lastNanos());
        out.number(position.warmUpNanos());
        IntervalWriter.writeLedger(position.before(), out);
        out.number(measurement.users());
        out.number(measurement.maxUsers());
        total.writeSetting(out);
        totalByAgent.writeSetting(out);
        out.number(courses.intervals());
        slowest.write(out);
        monitor.write(out);
    }

    private static void addCells(Cells total, List<Supplier<byte[]>> parts) {
        List<Series> measured = total.measured();
        for (int i = 0; i < measured.size(); ) {
            var cells = new ByteOutput();
            while (i < measured.size() && cells.size() < CELLS_BYTES) {
                Series one = measured.get(i++);
                cells.number(one.id());
                CellCodec.write(total.cell(one), cells);
            }
            parts.add(now(Kind.CELLS, out -> out.raw(cells.toBytes())));
        }
    }

    /**
     * Takes the next part that was written, into an aggregation that has not begun.
     *
     * @param series the series, by their numbers
     * @return how far the aggregation is, where this part says so
     */
    Optional<Position> read(ByteInput in, List<Series> series) {
        switch (in.constant(KINDS)) {
            case POSITION -> {
                return Optional.of(readPosition(in));
            }
            case JUDGES -> {
                judges.forEach(judge -> judge.read(in));
                slos.forEach(slo -> slo.read(in));
            }
            case CELLS -> {
                while (!in.isAtEnd()) {
                    Series one = series.get(in.number(series.size() - 1));
                    (one.phase() == Phase.BY_AGENT ? totalByAgent : total).add(one.id(), CellCodec.read(one, in));
                }
            }
            case WARM_UP -> warmingUp.read(in, PackedInterval::read);
            case TIMELINE -> timeline.read(in, PackedInterval::read);
            case COURSE -> {
                String name = in.text();
                var course = new RequestCourse();
                course.read(in);
                courses.put(name, course);
            }
            case AGENTS -> agents.read(in);
        }
        return Optional.empty();
    }

    private Position readPosition(ByteInput in) {
        var position = new Position(in.number(), in.number(), IntervalReader.ledger(in));
        measurement.usersBecome(in.number(Integer.MAX_VALUE), in.number(Integer.MAX_VALUE));
        boolean isWarmUp = position.warmUpNanos() > 0 && position.lastNanos() <= position.warmUpNanos();
        if (!isWarmUp) {
            measurement.ledger(Phase.LOAD).become(position.before());
        }
        total.readSetting(in);
        totalByAgent.readSetting(in);
        courses.become(in.number());
        slowest.read(in);
        monitor.read(in);
        return position;
    }
}
