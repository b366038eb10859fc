package dev.perf.report.internal.output.influx;

import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Decimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes points in InfluxDB's line protocol, with times in milliseconds: {@code begin}, tags, fields, {@code end}.
 *
 * @see <a href="https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/">the reference</a>
 */
final class LineProtocol {

    /** As many as a server takes well at once. */
    static final int MOST_LINES = 5_000;

    private final String common;
    private final StringBuilder text = new StringBuilder();
    private final List<Batch> full = new ArrayList<>();
    private boolean hasField;
    private int lines;
    private int start;

    /**
     * Creates a writer.
     *
     * @param tags of all points
     */
    LineProtocol(Map<String, String> tags) {
        new TreeMap<>(tags).forEach(this::tag);
        common = text.toString();
        text.setLength(0);
    }

    LineProtocol begin(String measurement) {
        start = text.length();
        hasField = false;
        text.append(measurement).append(common);
        return this;
    }

    /** Adds a tag; one without a value is none. */
    LineProtocol tag(String key, String value) {
        if (!value.isEmpty()) {
            text.append(',');
            escape(key);
            text.append('=');
            escape(value);
        }
        return this;
    }

    LineProtocol whole(String field, long value) {
        field(field);
        text.append(value).append('i');
        return this;
    }

    /** Adds a field; one that is no finite number is none. */
    LineProtocol number(String field, double value) {
        if (Double.isFinite(value)) {
            field(field);
            Decimal.append(text, value);
        }
        return this;
    }

    LineProtocol text(String field, String value) {
        field(field);
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == '"' || character == '\\') {
                text.append('\\');
            }
            text.append(character == '\n' || character == '\r' ? ' ' : character);
        }
        text.append('"');
        return this;
    }

    private void field(String name) {
        text.append(hasField ? ',' : ' ').append(name).append('=');
        hasField = true;
    }

    /** Ends a point; one without fields is none. */
    void end(Instant at) {
        if (!hasField) {
            text.setLength(start);
            return;
        }
        text.append(' ').append(at.toEpochMilli()).append('\n');
        if (++lines == MOST_LINES) {
            flush();
        }
    }

    private void flush() {
        if (lines > 0) {
            full.add(Batch.of(text, lines));
            text.setLength(0);
            lines = 0;
        }
    }

    /** Returns what was written. */
    List<Batch> batches() {
        flush();
        return full;
    }

    /** In tags, the protocol escapes with a backslash what separates, and cannot escape a backslash at the end. */
    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == ',' || character == '=' || character == ' ') {
                text.append('\\').append(character);
            } else if (character == '\n' || character == '\r' || character == '\t') {
                text.append("\\ ");
            } else if (character == '\\' && i == value.length() - 1) {
                text.append('/');
            } else {
                text.append(character);
            }
        }
    }
}
