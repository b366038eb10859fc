package dev.perf.report.internal.csv;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes {@code stats_history.csv}: a row per interval of the run, the warm-up left out. */
public final class HistoryTable implements ResultWriter {

    private static final Table<Row> TABLE = new Table<>(columns());

    /** For {@link java.util.ServiceLoader}. */
    public HistoryTable() {}

    /**
     * A row.
     *
     * @param end when the interval ended
     * @param interval what happened in it
     * @param total what happened since the end of the warm-up
     */
    private record Row(Instant end, Interval interval, Interval total) {}

    @Override
    public String fileName() {
        return "stats_history.csv";
    }

    @Override
    public void write(RunResult result, Path file) throws IOException {
        var sums = new Sums(result.startedAt());
        TABLE.write(file, result.intervals().stream().map(sums::row));
    }

    /** Adds up what happened; only the sum so far is kept, for it takes as much memory as all of the run. */
    private static final class Sums {

        private final Instant startedAt;
        private @Nullable Interval total;

        Sums(Instant startedAt) {
            this.startedAt = startedAt;
        }

        Row row(Interval interval) {
            Interval sum = total == null ? interval : total.plus(interval);
            total = sum;
            return new Row(startedAt.plus(interval.start()).plus(interval.length()), interval, sum);
        }
    }

    private static List<Column<Row>> columns() {
        var columns = new ArrayList<Column<Row>>(List.of(
                Column.count("Timestamp", row -> row.end.getEpochSecond()),
                Column.count("User Count", row -> row.interval.users()),
                new Column<>("Type", row -> ""),
                new Column<>("Name", row -> Table.ALL),
                Column.decimal("Requests/s", row -> row.interval.perSecond(row.interval.requests())),
                Column.decimal("Failures/s", row -> row.interval.perSecond(row.interval.failed()))));
        columns.addAll(Percentiles.seen(row -> row.interval.responseTime()));
        columns.addAll(List.of(
                Column.count("Total Request Count", row -> row.total.requests()),
                Column.count("Total Failure Count", row -> row.total.failed()),
                Column.millis("Total Median Response Time", row -> Percentiles.supported(row.total.responseTime(), 50)),
                total("Total Average Response Time", Distribution::mean),
                total("Total Min Response Time", Distribution::min),
                total("Total Max Response Time", Distribution::max),
                Column.decimal("Total Average Content Size", row -> contentSize(row.total)),
                Column.decimal("Elapsed Seconds", row -> end(row.interval)),
                Column.decimal("Interval Seconds", row -> row.interval.length().toNanos() / 1e9),
                Column.count("Iterations Scheduled", row -> row.interval.scheduled()),
                Column.count("Iterations Started", row -> row.interval.started()),
                Column.count("Iterations Dropped", row -> row.interval.dropped()),
                Column.count("Iterations Ended", row -> row.interval.ended()),
                Column.count("Bytes Received", row -> row.interval.bytesReceived())));
        columns.addAll(Percentiles.seenServiceTime(row -> row.interval.serviceTime()));
        return columns;
    }

    private static Column<Row> total(String head, Function<Distribution, Duration> value) {
        return Column.millis(head, row -> StatsTable.ofSamples(row.total.responseTime(), value));
    }

    private static double contentSize(Interval interval) {
        return interval.requests() == 0 ? 0 : (double) interval.bytesReceived() / interval.requests();
    }

    private static double end(Interval interval) {
        return interval.start().plus(interval.length()).toNanos() / 1e9;
    }
}
