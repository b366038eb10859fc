package dev.perf.report.internal.output.statsd;

import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Packs lines into datagrams that no network has to split. */
final class Datagrams {

    /** What an Ethernet frame holds, less headers, as StatsD's own documentation advises. */
    static final int MOST_BYTES = 1_432;

    private static final Pattern NO_NAME = Pattern.compile("[^a-zA-Z0-9_-]+");
    private static final Pattern NO_TAG = Pattern.compile("[,|#\\s]+");

    private final String prefix;
    private final boolean tagged;
    private final Map<String, String> common;
    private final List<Batch> full = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int lines;
    private int bytes;

    /**
     * Creates empty datagrams.
     *
     * @param common tags of all lines, where there are tags
     */
    Datagrams(String prefix, boolean tagged, Map<String, String> common) {
        this.prefix = prefix;
        this.tagged = tagged;
        this.common = common;
    }

    /** Adds a counter; what did not happen is not told. */
    void count(String name, Map<String, String> tags, long more) {
        if (more != 0) {
            line(name, tags, String.valueOf(more), "c");
        }
    }

    /** Adds a level. A negative one would be taken for a change, so it begins at zero. */
    void level(String name, Map<String, String> tags, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        String number = Decimal.of(value);
        if (number.startsWith("-")) {
            line(name, tags, "0", "g");
        }
        line(name, tags, number, "g");
    }

    private void line(String name, Map<String, String> tags, String value, String type) {
        var line = new StringBuilder(prefix);
        if (!tagged) {
            tags.values().stream()
                    .filter(tag -> !tag.isEmpty())
                    .forEach(tag -> line.append('.').append(NO_NAME.matcher(tag).replaceAll("_")));
        }
        line.append('.').append(name).append(':').append(value).append('|').append(type);
        if (tagged) {
            String separator = "|#";
            for (Map<String, String> some : List.of(common, tags)) {
                for (Map.Entry<String, String> tag : some.entrySet()) {
                    if (!tag.getValue().isEmpty()) {
                        line.append(separator)
                                .append(NO_NAME.matcher(tag.getKey()).replaceAll("_"))
                                .append(':')
                                .append(NO_TAG.matcher(tag.getValue()).replaceAll("_"));
                        separator = ",";
                    }
                }
            }
        }
        add(line);
    }

    private void add(StringBuilder line) {
        int size = line.toString().getBytes(StandardCharsets.UTF_8).length;
        if (lines > 0 && bytes + 1 + size > MOST_BYTES) {
            flush();
        }
        if (lines > 0) {
            text.append('\n');
            bytes++;
        }
        text.append(line);
        bytes += size;
        lines++;
    }

    private void flush() {
        full.add(Batch.of(text, lines));
        text.setLength(0);
        lines = 0;
        bytes = 0;
    }

    /** Returns the datagrams. */
    List<Batch> batches() {
        if (lines > 0) {
            flush();
        }
        return full;
    }
}
