package dev.perf.engine.internal.external;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ApacheBench prints.
 *
 * @param values the lines of its account by name, in small letters
 * @param percentiles in milliseconds, of all requests
 * @param version of the program; empty where it does not say
 */
record AbOutput(Map<String, String> values, NavigableMap<Double, Double> percentiles, String version) {

    /** What is known where only the table is there. */
    static final AbOutput NONE = new AbOutput(Map.of(), new TreeMap<>(), "");

    private static final Pattern LINE = Pattern.compile("([A-Z][A-Za-z0-9 /-]+):\\s+(\\S.*)");
    private static final Pattern PERCENTILE = Pattern.compile("\\s+(\\d{1,3})%\\s+(\\d{1,12})\\b.*");
    private static final Pattern VERSION = Pattern.compile("This is ApacheBench, Version (\\S+).*");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\b.*");

    static AbOutput read(Path file) throws IOException {
        var values = new HashMap<String, String>();
        var percentiles = new TreeMap<Double, Double>();
        String version = "";
        try (Lines in = Input.text(file)) {
            for (String line = in.next(); line != null; line = in.next()) {
                Matcher value = LINE.matcher(line.stripTrailing());
                if (value.matches()) {
                    values.putIfAbsent(value.group(1).toLowerCase(Locale.ROOT), value.group(2));
                }
                Matcher percentile = PERCENTILE.matcher(line.stripTrailing());
                if (percentile.matches()) {
                    percentiles.put(Double.valueOf(percentile.group(1)), Double.valueOf(percentile.group(2)));
                }
                Matcher named = VERSION.matcher(line.stripTrailing());
                version = named.matches() ? named.group(1) : version;
            }
        }
        if (!values.containsKey("complete requests")) {
            throw new MalformedFileException(
                    file,
                    "this is no output of ApacheBench that ran to its end: it has no line \"Complete requests:\"");
        }
        return new AbOutput(values, percentiles, version);
    }

    String name() {
        return values.getOrDefault("document path", "request");
    }

    long complete() {
        return whole("complete requests");
    }

    /** Responses that are no 2xx are no failures to ApacheBench, and the same request may be both. */
    long failed() {
        return Math.max(whole("failed requests"), whole("non-2xx responses"));
    }

    String failure() {
        return whole("failed requests") + " failed requests and " + whole("non-2xx responses")
                + " non-2xx responses, says ApacheBench";
    }

    long bytesPerRequest() {
        return complete() == 0 ? 0 : whole("total transferred") / complete();
    }

    long users() {
        return whole("concurrency level");
    }

    /** Returns how long the run took; 0 where that is not known. */
    long nanos() {
        return number(values.getOrDefault("time taken for tests", ""))
                .movePointRight(9)
                .longValue();
    }

    /** Returns the least, the mean and the highest time in milliseconds. */
    double[] total() {
        String[] cells = values.getOrDefault("total", "").split("\\s+", -1);
        return cells.length < 5
                ? new double[] {
                    0, 0, percentiles.isEmpty() ? 0 : percentiles.lastEntry().getValue()
                }
                : new double[] {
                    number(cells[0]).doubleValue(),
                    number(cells[1]).doubleValue(),
                    number(cells[4]).doubleValue()
                };
    }

    private long whole(String name) {
        return number(values.getOrDefault(name, "")).longValue();
    }

    private static BigDecimal number(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.matches() ? new BigDecimal(number.group(1)) : BigDecimal.ZERO;
    }
}
