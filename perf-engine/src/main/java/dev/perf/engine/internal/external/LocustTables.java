package dev.perf.engine.internal.external;

import dev.perf.result.Distribution;
import dev.perf.result.ErrorResult;
import dev.perf.result.Interval;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables that Locust writes with {@code --csv}: statistics, and the history and failures where they are there. */
final class LocustTables {

    private static final String STATS = "Request Count";
    private static final String HISTORY = "Total Request Count";
    private static final String FAILURES = "Occurrences";
    private static final String ALL = "Aggregated";

    private final List<Row> stats = new ArrayList<>();
    private final List<Row> history = new ArrayList<>();
    private final List<Row> failures = new ArrayList<>();
    private @Nullable Path statsFile;

    private LocustTables() {}

    /** Reads tables of one run, in any order. */
    static Reported read(List<Path> files) throws IOException {
        var tables = new LocustTables();
        for (Path file : files) {
            tables.table(file);
        }
        if (tables.statsFile == null) {
            throw new MalformedFileException(
                    files.getFirst(), "the table of statistics is missing; name the file that ends with _stats.csv");
        }
        return tables.reported(tables.statsFile);
    }

    private void table(Path file) throws IOException {
        List<String> columns = Tables.columns(Input.firstLine(file));
        if (columns.contains(HISTORY)) {
            Tables.read(file, "history of Locust", List.of("Timestamp", "User Count", "Name", HISTORY), row -> {
                if (row.text("Name").equals(ALL)) {
                    history.add(row);
                }
            });
        } else if (columns.contains(STATS)) {
            statsFile = file;
            Tables.read(file, "table of Locust", List.of("Type", "Name", STATS, "Failure Count"), stats::add);
        } else if (columns.contains(FAILURES)) {
            Tables.read(file, "table of Locust", List.of("Name", "Error", FAILURES), failures::add);
        } else {
            throw new MalformedFileException(
                    file, 1, "this is none of the tables of Locust: _stats.csv, _stats_history.csv or _failures.csv");
        }
    }

    private Reported reported(Path file) throws IOException {
        Row all = stats.stream()
                .filter(row -> row.text("Name").equals(ALL))
                .findFirst()
                .orElseThrow(() -> new MalformedFileException(
                        file, "it ends too early: the row \"" + ALL + "\" is missing; let Locust end by itself"));
        double perSecond = all.real("Requests/s");
        Duration duration = history.size() > 1
                ? Duration.ofSeconds(second(history.getLast()) - second(history.getFirst()))
                : Duration.ofNanos(perSecond == 0 ? 1 : Math.round(all.whole(STATS) / perSecond * 1e9));
        Instant end = Files.getLastModifiedTime(file).toInstant();
        Instant start = history.isEmpty() ? end.minus(duration) : Instant.ofEpochSecond(second(history.getFirst()));
        return new Reported(
                start,
                duration,
                stats.stream()
                        .filter(row -> row != all)
                        .map(LocustTables::requests)
                        .toList(),
                intervals(),
                failures.stream().map(row -> error(row, duration)).toList(),
                new long[0],
                0);
    }

    private static Reported.Requests requests(Row row) {
        var tags = new LinkedHashMap<String, String>();
        tags.put("scenario", "locust");
        tags.put("name", row.text("Name"));
        if (!row.text("Type").isEmpty()) {
            tags.put("method", row.text("Type"));
        }
        return new Reported.Requests(
                tags,
                row.whole("Failure Count"),
                new ReportedTimes(
                        row.whole(STATS),
                        figure(row, "Min Response Time"),
                        figure(row, "Average Response Time"),
                        figure(row, "Max Response Time"),
                        percentiles(row)),
                Math.round(figure(row, "Average Content Size")));
    }

    /** The stretches between two lines of the history, with the percentiles of its last ten seconds. */
    private List<Interval> intervals() {
        var intervals = new ArrayList<Interval>();
        for (int i = 1; i < history.size(); i++) {
            Row before = history.get(i - 1);
            Row row = history.get(i);
            long length = second(row) - second(before);
            if (length <= 0) {
                continue;
            }
            long requests = Math.max(0, row.whole(HISTORY) - before.whole(HISTORY));
            Distribution times = times(requests, row);
            intervals.add(new Interval(
                    Duration.ofSeconds(second(before) - second(history.getFirst())),
                    Duration.ofSeconds(length),
                    (int) row.whole("User Count"),
                    0,
                    0,
                    0,
                    0,
                    requests,
                    Math.max(0, row.whole("Total Failure Count") - before.whole("Total Failure Count")),
                    Math.round(requests * figure(row, "Total Average Content Size")),
                    times,
                    times));
        }
        return intervals;
    }

    private static Distribution times(long requests, Row row) {
        NavigableMap<Double, Double> percentiles = percentiles(row);
        if (percentiles.isEmpty() || requests == 0) {
            return Distribution.EMPTY;
        }
        double least = percentiles.firstEntry().getValue();
        double highest = percentiles.lastEntry().getValue();
        return Counted.of(new ReportedTimes(requests, least, (least + highest) / 2, highest, percentiles));
    }

    private static ErrorResult error(Row row, Duration duration) {
        return new ErrorResult(
                "unknown", row.text("Name"), row.text("Error"), row.whole(FAILURES), Duration.ZERO, duration);
    }

    private static NavigableMap<Double, Double> percentiles(Row row) {
        var percentiles = new TreeMap<Double, Double>();
        for (String column : row.cells().getHeader()) {
            if (column.matches("\\d{1,3}(\\.\\d+)?%")) {
                row.optional(column)
                        .ifPresent(value -> percentiles.put(
                                Double.valueOf(column.substring(0, column.length() - 1)), value.doubleValue()));
            }
        }
        return percentiles;
    }

    private static double figure(Row row, String column) {
        return row.optional(column).map(BigDecimal::doubleValue).orElse(0.0);
    }

    private static long second(Row row) {
        return row.whole("Timestamp");
    }
}
