package dev.perf.report.internal.output.statsd;

import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    /** What follows from the tags of the last line: those of a series come one after the other. */
    private @Nullable Map<String, String> lastTags;

    private String path = "";
    private String suffix = "";

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
        if (!tags.equals(lastTags)) {
            lastTags = tags;
            path = tagged ? "" : path(tags);
            suffix = tagged ? suffix(tags) : "";
        }
        add(prefix + path + "." + name + ":" + value + "|" + type + suffix);
    }

    private static String path(Map<String, String> tags) {
        var text = new StringBuilder();
        tags.values().stream()
                .filter(tag -> !tag.isEmpty())
                .forEach(tag -> text.append('.').append(NO_NAME.matcher(tag).replaceAll("_")));
        return text.toString();
    }

    private String suffix(Map<String, String> tags) {
        var text = new StringBuilder();
        for (Map<String, String> some : List.of(common, tags)) {
            some.forEach((key, value) -> {
                if (!value.isEmpty()) {
                    text.append(text.isEmpty() ? "|#" : ",")
                            .append(NO_NAME.matcher(key).replaceAll("_"))
                            .append(':')
                            .append(NO_TAG.matcher(value).replaceAll("_"));
                }
            });
        }
        return text.toString();
    }

    private void add(String line) {
        int size = line.getBytes(StandardCharsets.UTF_8).length;
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
