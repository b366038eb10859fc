package dev.perf.engine.internal.http.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Header lines as they came: nothing becomes a string until somebody asks for it. */
final class HeadBytes implements ResponseHeaders {

    private static final byte[] EMPTY = {};

    private byte[] bytes = EMPTY;
    private int from;
    private int to;

    /** Shows the lines in {@code [from, to)}, which {@link HeadParser} has accepted. */
    void show(byte[] buffer, int start, int end) {
        bytes = buffer;
        from = start;
        to = end;
    }

    void clear() {
        show(EMPTY, 0, 0);
    }

    @Override
    public @Nullable String first(String name) {
        for (int line = from; line < to; line = nextLine(line)) {
            if (isNamed(line, name)) {
                return value(line + name.length() + 1);
            }
        }
        return null;
    }

    @Override
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (int line = from; line < to; line = nextLine(line)) {
            if (isNamed(line, name)) {
                values.add(value(line + name.length() + 1));
            }
        }
        return values;
    }

    @Override
    public void forEach(BiConsumer<String, String> visitor) {
        for (int line = from; line < to; line = nextLine(line)) {
            int colon = line;
            while (bytes[colon] != ':') {
                colon++;
            }
            visitor.accept(new String(bytes, line, colon - line, StandardCharsets.ISO_8859_1), value(colon + 1));
        }
    }

    private boolean isNamed(int line, String name) {
        int length = name.length();
        if (line + length >= to || bytes[line + length] != ':') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (Ascii.lower(bytes[line + i]) != (c >= 'A' && c <= 'Z' ? c | 0x20 : c)) {
                return false;
            }
        }
        return true;
    }

    private String value(int start) {
        int end = start;
        while (bytes[end] != '\n') {
            end++;
        }
        int first = start;
        while (first < end && Ascii.isBlank(bytes[first])) {
            first++;
        }
        while (end > first && (Ascii.isBlank(bytes[end - 1]) || bytes[end - 1] == '\r')) {
            end--;
        }
        return new String(bytes, first, end - first, StandardCharsets.ISO_8859_1);
    }

    private int nextLine(int line) {
        int end = line;
        while (bytes[end] != '\n') {
            end++;
        }
        return end + 1;
    }
}
