package dev.perf.feed;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a feeder come from.
 *
 * <p>A path is that of a file, relative to the working folder, or else of a class path resource. Files that are
 * compressed with gzip are known by their content, whatever their name.
 */
public sealed interface Source {

    /**
     * Text in lines and columns (RFC 4180).
     *
     * @param columns names of the columns; null where the first line has them
     * @param comment what begins a line that is left out; null for nothing
     */
    record Csv(
            String path,
            char separator,
            char quote,
            Charset charset,
            @Nullable List<String> columns,
            @Nullable Character comment)
            implements Source {

        public Csv {
            columns = columns == null ? null : List.copyOf(columns);
        }

        Csv(String path, char separator) {
            this(path, separator, '"', StandardCharsets.UTF_8, null, null);
        }
    }

    /**
     * A JSON array of objects.
     *
     * @param at where in the document the array is, as names from the root: {@code $.users}; {@code $} for the root
     */
    record Json(String path, String at) implements Source {}

    /** A JSON object in each line; empty lines are left out. */
    record JsonLines(String path) implements Source {}

    /** The pages that a sitemap (sitemaps.org) lists, or those of all files that a sitemap index lists. */
    record Sitemap(String path) implements Source {}

    /** The rows of a query. */
    record Jdbc(DataSource database, String sql, int fetchSize) implements Source {}

    /** Records held in memory. */
    record Records(List<Map<String, Object>> records) implements Source {

        public Records {
            List<Map<String, Object>> all = allGiven(records, "records");
            records = IntStream.range(0, all.size())
                    .mapToObj(i -> copyOf(all.get(i), "records[" + i + "]"))
                    .toList();
        }

        /** In its order, unlike {@code Map.copyOf}. */
        private static Map<String, Object> copyOf(Map<String, Object> entries, String of) {
            Map<String, Object> ordered = new LinkedHashMap<>();
            entries.forEach((name, value) ->
                    ordered.put(given(name, "a name of " + of), given(value, "\"" + name + "\" of " + of)));
            return Collections.unmodifiableMap(ordered);
        }
    }

    /** Records made when they are drawn, without end. */
    record Generated(RecordGenerator generator) implements Source {}
}
