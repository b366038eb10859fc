package dev.perf.engine.internal.external;

import dev.perf.engine.internal.measure.Timeline;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables that Locust writes with {@code --csv}: statistics, and the history, failures and exceptions where they are there. */
final class LocustTables {

    private static final String STATS = "Request Count";
    private static final String HISTORY = "Total Request Count";
    private static final String FAILURES = "Occurrences";
    private static final String EXCEPTIONS = "Traceback";
    private static final String ALL = "Aggregated";

    /** More different ones would be names that are made up. */
    private static final int MOST = 10_000;

    private final List<Row> stats = new ArrayList<>();
    private final List<Row> failures = new ArrayList<>();
    private final Timeline<Interval> intervals = new Timeline<>(Interval::plus);
    private final List<String> warnings = new ArrayList<>();
    private @Nullable Path statsFile;
    private @Nullable Row first;
    private @Nullable Row last;

    private LocustTables() {}

    /**
     * Reads tables of one run, in any order.
     *
     * @param warnings takes what there is to know of how they were read
     */
    static Reported read(List<Path> files, List<String> warnings) throws IOException {
        var tables = new LocustTables();
        for (Path file : files) {
            tables.table(file);
        }
        if (tables.statsFile == null) {
            throw new MalformedFileException(
                    files.getFirst(), "the table of statistics is missing; name the file that ends with _stats.csv");
        }
        warnings.addAll(tables.warnings);
        return tables.reported(tables.statsFile);
    }

    private void table(Path file) throws IOException {
        List<String> columns = Tables.columns(Input.firstLine(file));
        if (columns.contains(HISTORY)) {
            warnings.addAll(
                    Tables.read(file, "history of Locust", List.of("Timestamp", "User Count", "Name", HISTORY), row -> {
                        if (row.text("Name").equals(ALL)) {
                            history(row);
                        }
                    }));
        } else if (columns.contains(STATS)) {
            if (statsFile != null) {
                throw new MalformedFileException(
                        file, "name one table of statistics; those of several runs are" + " several results");
            }
            statsFile = file;
            warnings.addAll(
                    Tables.read(file, "table of Locust", List.of("Type", "Name", STATS, "Failure Count"), this::stats));
        } else if (columns.contains(FAILURES)) {
            warnings.addAll(Tables.read(file, "table of Locust", List.of("Name", "Error", FAILURES), this::failure));
        } else if (columns.contains(EXCEPTIONS)) {
            warnings.addAll(
                    Tables.read(file, "table of Locust", List.of("Count", "Message", EXCEPTIONS), this::failure));
        } else {
            throw new MalformedFileException(
                    file,
                    1,
                    "this is none of the tables of Locust: _stats.csv, _stats_history.csv, _failures.csv or"
                            + " _exceptions.csv");
        }
    }

    private void stats(Row row) {
        if (stats.size() > MOST) {
            throw row.malformed("Name", "is one of more than 10000; let Locust group requests, with name=");
        }
        stats.add(row);
    }

    private void failure(Row row) {
        if (failures.size() < MOST) {
            failures.add(row);
        }
    }

    /** Makes an interval of the stretch from the line before, with the percentiles of its last ten seconds. */
    private void history(Row row) {
        Row before = last;
        if (before == null) {
            first = row;
            last = row;
            return;
        }
        Row begin = first == null ? row : first;
        long length = second(row) - second(before);
        if (length <= 0) {
            return;
        }
        long requests = Math.max(0, row.whole(HISTORY) - before.whole(HISTORY));
        Distribution times = times(requests, row);
        intervals.add(new Interval(
                Duration.ofSeconds(second(before) - second(begin)),
                Duration.ofSeconds(length),
                (int) Math.min(Integer.MAX_VALUE, row.whole("User Count")),
                0,
                0,
                0,
                0,
                requests,
                Math.max(0, row.whole("Total Failure Count") - before.whole("Total Failure Count")),
                Math.round(requests * figure(row, "Total Average Content Size")),
                times,
                times));
        last = row;
    }

    private Reported reported(Path file) throws IOException {
        Row all = stats.stream()
                .filter(row -> row.text("Name").equals(ALL))
                .findFirst()
                .orElseThrow(() -> new MalformedFileException(
                        file, "it ends too early: the row \"" + ALL + "\" is missing; let Locust end by itself"));
        double perSecond = figure(all, "Requests/s");
        Row begin = first;
        Row end = last;
        long seconds = begin == null || end == null ? 0 : second(end) - second(begin);
        // The rate is of all requests, over the time from the first to the last of them.
        Duration duration = perSecond > 0
                ? Duration.ofNanos(Math.max(1, Math.round(all.whole(STATS) / perSecond * 1e9)))
                : seconds > 0 ? Duration.ofSeconds(seconds) : Duration.ofNanos(1);
        Instant start = begin == null
                ? Files.getLastModifiedTime(file).toInstant().minus(duration)
                : Instant.ofEpochSecond(second(begin));
        return new Reported(
                start,
                duration,
                requests(all),
                Reported.figures(times(all), all.whole("Failure Count")),
                intervals.intervals(),
                failures.stream().map(row -> error(row, duration)).toList());
    }

    /** Locust tells requests apart by method and name. */
    private List<Reported.Requests> requests(Row all) {
        var names = new HashMap<String, Integer>();
        stats.forEach(row -> names.merge(row.text("Name"), 1, Integer::sum));
        var requests = new ArrayList<Reported.Requests>();
        for (Row row : stats) {
            if (row != all && row.whole(STATS) > 0) {
                String name = row.text("Name");
                boolean unique = names.getOrDefault(name, 1) == 1;
                requests.add(requests(unique ? name : row.text("Type") + " " + name, row));
            }
        }
        return requests;
    }

    private static Reported.Requests requests(String name, Row row) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("scenario", "locust");
        tags.put("name", name);
        if (row.has("Type")) {
            tags.put("method", row.text("Type"));
        }
        return new Reported.Requests(
                name,
                tags,
                row.whole("Failure Count"),
                times(row),
                Math.round(row.whole(STATS) * figure(row, "Average Content Size")));
    }

    private static Figure.Times times(Row row) {
        return new Figure.Times(
                row.whole(STATS),
                figure(row, "Min Response Time"),
                figure(row, "Average Response Time"),
                figure(row, "Max Response Time"),
                percentiles(row));
    }

    private static Distribution times(long requests, Row row) {
        NavigableMap<Double, Double> percentiles = percentiles(row);
        if (percentiles.isEmpty() || requests == 0) {
            return Distribution.EMPTY;
        }
        double least = percentiles.firstEntry().getValue();
        double highest = percentiles.lastEntry().getValue();
        return new Figure.Times(requests, least, (least + highest) / 2, highest, percentiles).distribution();
    }

    private static ErrorResult error(Row row, Duration duration) {
        boolean isException = !row.has(FAILURES);
        return new ErrorResult(
                isException ? "exception" : "unknown",
                row.text("Name"),
                row.text(isException ? "Message" : "Error"),
                row.whole(isException ? "Count" : FAILURES),
                Duration.ZERO,
                duration);
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
        percentiles.headMap(0.0, true).clear();
        percentiles.tailMap(100.0, false).clear();
        return percentiles;
    }

    private static double figure(Row row, String column) {
        return row.optional(column).map(BigDecimal::doubleValue).orElse(0.0);
    }

    private static long second(Row row) {
        return row.whole("Timestamp");
    }
}
