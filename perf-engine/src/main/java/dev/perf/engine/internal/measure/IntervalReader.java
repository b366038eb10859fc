package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.health.VitalsTape;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.result.ErrorSample;
import dev.perf.result.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/**
 * Reads what one {@link IntervalWriter} wrote. It keeps the names that the writer has given numbers, and counts nothing:
 * bytes that are damaged harm nobody else. After a {@link BadBytesException} nothing more can be read. Used by one thread
 * at a time.
 */
final class IntervalReader {

    private static final Series.Kind[] KINDS = Series.Kind.values();

    /** What series are about, as they are written. */
    private static final int WARM_UP = 0;

    private static final int LOAD = 1;
    private static final int BY_AGENT = 2;

    private final List<Series> series = new ArrayList<>();
    private final List<Told> errors = new ArrayList<>();

    /** Failures as they were written last. */
    private record Told(ErrorLog.First first, long count, List<ErrorSample> samples) {}

    /** Returns the series so far, by the numbers that the writer gave them. */
    List<Series> series() {
        return Collections.unmodifiableList(series);
    }

    /**
     * Reads the next interval.
     *
     * @throws BadBytesException if {@code in} is none
     */
    WrittenInterval interval(ByteInput in) {
        var setting = new IntervalWriter.Setting(
                in.number(),
                in.number(),
                in.duration(),
                in.number(Integer.MAX_VALUE),
                in.number(Integer.MAX_VALUE),
                in.real(),
                in.number(Integer.MAX_VALUE),
                ledger(in),
                in.list(ByteInput::number));
        return new WrittenInterval(
                setting,
                in.list(MetricCodec::read),
                cells(in),
                VitalsTape.readings(in),
                in.list(ByteInput::flag),
                in.list(this::error),
                in.optional(IntervalReader::texts),
                in.optional(AgentNews::read));
    }

    /** Reads what came after the last interval. */
    WrittenInterval.End end(ByteInput in) {
        return new WrittenInterval.End(
                VitalsTape.readings(in), in.optional(IntervalReader::texts), in.optional(AgentNews::read));
    }

    /** Reads the series of a state that was written. */
    void series(ByteInput in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            series.add(oneSeries(in));
        }
    }

    /**
     * Reads the failures of a state that was written.
     *
     * @param log becomes the failures until then
     */
    void errors(ByteInput in, ErrorLog log) {
        log.read(in).forEach(told -> errors.add(new Told(told.first(), told.count(), told.samples())));
    }

    /** Samples that were counted are kept by whoever counted them: here it is enough to know how many they are. */
    void forgetSamples() {
        errors.replaceAll(told -> new Told(
                told.first(), told.count(), Collections.nCopies(told.samples().size(), Forgotten.SAMPLE)));
    }

    /** Stands for a sample that is known elsewhere. */
    private static final class Forgotten {
        static final ErrorSample SAMPLE = new ErrorSample(Duration.ZERO, "", 0, 0, "", null, 0, null, List.of(), null);
    }

    static Ledger ledger(ByteInput in) {
        return new Ledger(in.number(), in.number(), in.number(), in.number(), in.number(), in.number());
    }

    static List<String> texts(ByteInput in) {
        return in.list(ByteInput::text);
    }

    static int code(Phase phase) {
        return phase == Phase.BY_AGENT ? BY_AGENT : phase.isReported() ? LOAD : WARM_UP;
    }

    private Series oneSeries(ByteInput in) {
        Series.Kind kind = in.constant(KINDS);
        String metric = in.text();
        var tags = new Tags(in.texts());
        int code = in.number(BY_AGENT);
        String stage = in.optional(ByteInput::text);
        Phase phase = code == LOAD ? Phase.ofStage(stage) : code == BY_AGENT ? Phase.BY_AGENT : Phase.WARM_UP;
        return new Series(series.size(), kind, metric, tags, phase);
    }

    /** The series that are new, and what was measured of any. */
    private List<WrittenInterval.SeriesCell> cells(ByteInput in) {
        series(in);
        var cells = new ArrayList<WrittenInterval.SeriesCell>();
        cells(in, cells);
        if (in.flag()) {
            cells(in, cells);
        }
        return cells;
    }

    private void cells(ByteInput in, List<WrittenInterval.SeriesCell> cells) {
        int count = in.number(series.size());
        int id = 0;
        for (int i = 0; i < count; i++) {
            id += in.number(series.size());
            if (id >= series.size()) {
                throw new BadBytesException("series " + id + " of " + series.size());
            }
            Series one = series.get(id);
            cells.add(new WrittenInterval.SeriesCell(one, CellCodec.read(one, in)));
        }
    }

    private WrittenInterval.ErrorChange error(ByteInput in) {
        int place = in.number(errors.size());
        ErrorLog.First first = in.optional(ErrorLog.First::read);
        if (first == null && place == errors.size()) {
            throw new BadBytesException("error " + place + " of " + place);
        }
        if (first != null && place == errors.size()) {
            errors.add(new Told(first, 0, List.of()));
        }
        Told before = errors.get(place);
        long count = in.number();
        long last = in.number();
        List<ErrorSample> samples = SampleCodec.read(in, before.samples());
        var now = new Told(first == null ? before.first() : first, count, samples);
        errors.set(place, now);
        return new WrittenInterval.ErrorChange(
                now.first(), count - before.count(), count, last, samples, news(samples, before.samples()));
    }

    private static List<ErrorSample> news(List<ErrorSample> samples, List<ErrorSample> before) {
        if (samples.isEmpty()) {
            return List.of();
        }
        var known = new HashSet<>(before);
        return samples.stream().filter(sample -> !known.contains(sample)).toList();
    }
}
