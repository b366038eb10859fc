package dev.perf.engine.internal.document;

import java.util.List;

/**
 * A text that settings are read from.
 *
 * @param name what people know it by, such as the path of a file as it was given
 * @param text all of it
 */
public record Document(String name, String text) {

    /** What the names of those begin with that come with Perf. */
    public static final String PRESET = "preset ";

    /** Returns a line without its end, by its number from 1; empty behind the last one. */
    String line(int number) {
        List<String> lines = text.lines().skip(number - 1L).limit(1).toList();
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    /** Whether people can look into it; what flags and properties say has their names, and is a line at most. */
    public boolean isFile() {
        return !name.startsWith("-") && !name.startsWith(PRESET);
    }

    /** Returns the place where it begins. */
    public Place start() {
        return new Place(this, 1, 1, 1);
    }
}
