package dev.perf.engine.internal.feed;

import dev.perf.feed.Change;
import dev.perf.feed.Feeder;
import dev.perf.feed.Feeder.Memory;
import dev.perf.feed.Source;
import java.io.IOException;
import java.util.List;

/** What differs between the sources of records. */
final class Sources {

    private static final int LONGEST_SQL = 80;

    private Sources() {}

    /** Opens the records of a feeder, with its changes. */
    static RecordReader open(Feeder feeder) throws IOException, BadDataException {
        RecordReader reader = switch (feeder.source()) {
            case Source.Csv csv -> CsvReading.open(csv);
            case Source.Json json -> JsonReading.open(json);
            case Source.JsonLines lines -> JsonLinesReading.open(lines);
            case Source.Sitemap sitemap -> SitemapReading.open(sitemap);
            case Source.Jdbc jdbc -> JdbcReading.open(jdbc);
            case Source.Records records -> new ListReading(records);
            case Source.Generated ignored -> new ListReading(new Source.Records(List.of()));
        };
        for (Change change : feeder.changes()) {
            reader = new ChangedRecords(reader, change);
        }
        return reader;
    }

    /** Tells whether records are read while they are drawn. */
    static boolean isStreamed(Feeder feeder) throws IOException, BadDataException {
        if (feeder.memory() != null) {
            return feeder.memory() == Memory.STREAMED;
        }
        return switch (feeder.source()) {
            case Source.Csv csv -> DataFile.of(csv.path()).isLarge();
            case Source.Json json -> DataFile.of(json.path()).isLarge();
            case Source.JsonLines lines -> DataFile.of(lines.path()).isLarge();
            case Source.Sitemap ignored -> false;
            case Source.Jdbc ignored -> false;
            case Source.Records ignored -> false;
            case Source.Generated ignored -> false;
        };
    }

    /** Returns what to say where there are no records. */
    static String none(Source source) {
        return "has no records"
                + switch (source) {
                    case Source.Csv csv ->
                        csv.columns() == null ? " below its line of column names" : "; give it at least one";
                    case Source.Json json ->
                        json.at().equals("$") ? " in its array" : " in its array at \"" + json.at() + "\"";
                    case Source.Jdbc ignored -> ": the query has no rows";
                    case Source.JsonLines ignored -> "; give it at least one";
                    case Source.Sitemap ignored -> "; give it at least one";
                    case Source.Records ignored -> "; give it at least one";
                    case Source.Generated ignored -> "; give it at least one";
                };
    }

    /** Returns how the feeder is called where its mistakes are listed. */
    static String label(Feeder feeder) {
        return switch (feeder.source()) {
            case Source.Jdbc jdbc -> "feeder jdbc(\"" + cut(jdbc.sql()) + "\")";
            case Source.Records ignored -> "feeder";
            case Source.Generated ignored -> "feeder generated(...)";
            case Source.Csv csv -> file(csv.path());
            case Source.Json json -> file(json.path());
            case Source.JsonLines lines -> file(lines.path());
            case Source.Sitemap sitemap -> file(sitemap.path());
        };
    }

    private static String file(String path) {
        return "feeder file \"" + path + "\"";
    }

    private static String cut(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_SQL ? line : line.substring(0, LONGEST_SQL) + "...";
    }
}
