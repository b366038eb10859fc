package dev.perf.engine.internal.script;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.perf.feed.Feeder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads the feeders of a plan, each once, so that scenarios that share a feeder share its cursor. */
final class FeedLoader {

    private final Map<Feeder, Feed> loaded = new IdentityHashMap<>();
    private final long seed;

    FeedLoader(long seed) {
        this.seed = seed;
    }

    /** Returns the records of {@code feeder}; mistakes go to the context. */
    Feed load(Feeder feeder, CompileContext context) {
        return loaded.computeIfAbsent(feeder, ignored -> switch (feeder.source()) {
            case Feeder.Source.Csv csv -> loadCsv(feeder, csv.path(), context);
            case Feeder.Source.Records records -> ofRecords(feeder, records.records(), context);
        });
    }

    private Feed ofRecords(Feeder feeder, List<Map<String, Object>> records, CompileContext context) {
        if (records.isEmpty()) {
            context.problem(feeder.location(), "feeder has no records; give it at least one");
        }
        var columns = new LinkedHashSet<String>();
        records.forEach(record -> columns.addAll(record.keySet()));
        var rows = new ArrayList<Object[]>();
        for (Map<String, Object> record : records) {
            if (!record.keySet().equals(columns)) {
                context.problem(
                        feeder.location(), "record " + record + " must have the same keys as the others, " + columns);
                break;
            }
            rows.add(columns.stream().map(record::get).toArray());
        }
        return feed(feeder, List.copyOf(columns), rows);
    }

    private Feed loadCsv(Feeder feeder, String path, CompileContext context) {
        var columns = new ArrayList<String>();
        var rows = new ArrayList<Object[]>();
        try (Reader reader = open(path)) {
            if (reader == null) {
                context.problem(
                        feeder.location(),
                        "feeder file \"" + path + "\" not found: no such file in "
                                + Path.of("").toAbsolutePath() + ", and no such class path resource");
                return feed(feeder, columns, rows);
            }
            readCsv(feeder, reader, columns, rows, context);
        } catch (IOException | UncheckedIOException | CsvParseException unreadable) {
            context.problem(
                    feeder.location(), "feeder file \"" + path + "\" cannot be read: " + unreadable.getMessage());
        }
        return feed(feeder, columns, rows);
    }

    private static void readCsv(
            Feeder feeder, Reader reader, List<String> columns, List<Object[]> rows, CompileContext context)
            throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(reader)) {
            for (CsvRecord row : csv) {
                if (columns.isEmpty()) {
                    columns.addAll(
                            row.getFields().stream().map(FeedLoader::columnName).toList());
                } else if (row.getFieldCount() != columns.size()) {
                    context.problem(
                            feeder.location(),
                            "feeder file \"" + feeder.name() + "\" line " + row.getStartingLineNumber() + " has "
                                    + row.getFieldCount() + " fields; the " + columns.size() + " columns " + columns
                                    + " ask for one each");
                    return;
                } else {
                    rows.add(row.getFields().toArray());
                }
            }
        }
        if (rows.isEmpty()) {
            context.problem(
                    feeder.location(),
                    "feeder file \"" + feeder.name() + "\" has no records below its line of column names");
        }
    }

    private static String columnName(String field) {
        String name = field.strip();
        return name.startsWith("\uFEFF") ? name.substring(1) : name;
    }

    private static @Nullable Reader open(String path) throws IOException {
        Path file = Path.of(path);
        if (Files.exists(file)) {
            return Files.newBufferedReader(file);
        }
        String resource = path.startsWith("/") ? path.substring(1) : path;
        InputStream stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource);
        return stream == null ? null : new InputStreamReader(stream, StandardCharsets.UTF_8);
    }

    private Feed feed(Feeder feeder, List<String> columns, List<Object[]> rows) {
        return new Feed(feeder.name(), columns, rows, feeder.strategy(), seed ^ loaded.size());
    }
}
