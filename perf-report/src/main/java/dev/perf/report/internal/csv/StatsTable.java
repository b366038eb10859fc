package dev.perf.report.internal.csv;

import dev.perf.result.Distribution;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes {@code stats.csv}: a row per name of requests, and a last one for all of them together. */
public final class StatsTable implements ResultWriter {

    private static final Table<Row> TABLE = new Table<>(columns());

    /** For {@link java.util.ServiceLoader}. */
    public StatsTable() {}

    /**
     * A row.
     *
     * @param seconds length of the run
     */
    private record Row(
            String name,
            long count,
            long failed,
            Distribution responseTime,
            Distribution serviceTime,
            long sent,
            long received,
            double seconds) {

        double perSecond(long number) {
            return seconds == 0 ? 0 : number / seconds;
        }

        double share(long number) {
            return count == 0 ? 0 : (double) number / count;
        }
    }

    @Override
    public String fileName() {
        return "stats.csv";
    }

    @Override
    public void write(RunResult result, Path file) throws IOException {
        double seconds = result.duration().toNanos() / 1e9;
        var rows = new ArrayList<Row>();
        long sent = 0;
        long received = 0;
        for (RequestResult request : result.requests()) {
            rows.add(new Row(
                    request.name(),
                    request.count(),
                    request.failed(),
                    request.responseTime(),
                    request.serviceTime(),
                    request.bytesSent(),
                    request.bytesReceived(),
                    seconds));
            sent += request.bytesSent();
            received += request.bytesReceived();
        }
        rows.add(new Row(
                Table.ALL,
                result.requestCount(),
                result.failedCount(),
                result.responseTime(),
                result.serviceTime(),
                sent,
                received,
                seconds));
        TABLE.write(file, rows.stream());
    }

    private static List<Column<Row>> columns() {
        var columns = new ArrayList<Column<Row>>(List.of(
                new Column<>("Type", row -> ""),
                Column.text("Name", Row::name),
                Column.count("Request Count", Row::count),
                Column.count("Failure Count", Row::failed),
                Column.millis("Median Response Time", row -> Percentiles.supported(row.responseTime, 50)),
                time("Average Response Time", Row::responseTime, Distribution::mean),
                time("Min Response Time", Row::responseTime, Distribution::min),
                time("Max Response Time", Row::responseTime, Distribution::max),
                Column.decimal("Average Content Size", row -> row.share(row.received)),
                Column.decimal("Requests/s", row -> row.perSecond(row.count)),
                Column.decimal("Failures/s", row -> row.perSecond(row.failed))));
        columns.addAll(Percentiles.supported(Row::responseTime));
        columns.add(Column.decimal("Failure Rate", row -> row.share(row.failed)));
        columns.add(time("Standard Deviation", Row::responseTime, Distribution::standardDeviation));
        columns.add(time("Service Time Average", Row::serviceTime, Distribution::mean));
        columns.add(time("Service Time Min", Row::serviceTime, Distribution::min));
        columns.add(time("Service Time Max", Row::serviceTime, Distribution::max));
        columns.addAll(Percentiles.supportedServiceTime(Row::serviceTime));
        columns.add(Column.count("Bytes Sent", Row::sent));
        columns.add(Column.count("Bytes Received", Row::received));
        return columns;
    }

    private static Column<Row> time(
            String head, Function<Row, Distribution> clock, Function<Distribution, Duration> value) {
        return Column.millis(head, row -> ofSamples(clock.apply(row), value));
    }

    /** Without samples there is no time, not one of zero. */
    static @Nullable Duration ofSamples(Distribution times, Function<Distribution, Duration> value) {
        return times.isEmpty() ? null : value.apply(times);
    }
}
