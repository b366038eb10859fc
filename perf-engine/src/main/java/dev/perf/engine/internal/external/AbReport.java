package dev.perf.engine.internal.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What ApacheBench reports of a run: what it prints, and the percentiles that it writes with {@code -e FILE}. */
final class AbReport {

    private static final String SERVED = "Percentage served";
    private static final String TIME = "Time in ms";

    private AbReport() {}

    static boolean isPercentiles(String firstLine) {
        return firstLine.startsWith(SERVED);
    }

    /**
     * Returns what is reported.
     *
     * @param printed the file with what it printed
     * @param percentiles the file with finer percentiles; null where it prints them only
     */
    static Reported read(Path printed, AbOutput output, @Nullable Path percentiles) throws IOException {
        NavigableMap<Double, Double> served = percentiles == null ? output.percentiles() : served(percentiles);
        double[] total = output.total();
        double highest = served.isEmpty()
                ? total[2]
                : Math.max(total[2], served.lastEntry().getValue());
        var times = new Figure.Times(output.complete(), total[0], total[1], highest, served);
        Duration duration = Duration.ofNanos(Math.max(1, output.nanos()));
        var all = new Reported.Requests(
                output.name(),
                Map.of("scenario", "ab", "name", output.name()),
                output.failed(),
                times,
                output.complete() * output.bytesPerRequest());
        return new Reported(
                Files.getLastModifiedTime(printed).toInstant().minus(duration),
                duration,
                List.of(all),
                Reported.figures(times, output.failed()),
                List.of(),
                List.of());
    }

    private static NavigableMap<Double, Double> served(Path file) throws IOException {
        var percentiles = new TreeMap<Double, Double>();
        Tables.read(file, "table of percentiles of ApacheBench (-e)", List.of(SERVED, TIME), row -> {
            double percentile = row.number(SERVED).doubleValue();
            if (percentile > 0 && percentile <= 100) {
                percentiles.put(percentile, row.number(TIME).doubleValue());
            }
        });
        return percentiles;
    }
}
