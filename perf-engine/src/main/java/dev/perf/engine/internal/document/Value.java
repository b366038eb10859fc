package dev.perf.engine.internal.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a document, and where. */
public sealed interface Value {

    /** Where it begins. */
    Place place();

    /** Returns what kind of thing it is, as messages say it. */
    String kind();

    /**
     * A single value. Whether it is a number or a truth depends on what is asked for: {@code no} is a text where a text is
     * expected, and {@code 010} is ten where a number is.
     *
     * @param text as written, without quotes
     * @param isQuoted whether it was written in quotes or as a block
     * @param origin where it comes from, such as "environment variable HOST"; null where it stands in the document
     */
    record Text(
            Place place,
            String text,
            boolean isQuoted,
            @Nullable String origin) implements Value {

        /** More of a text would hide the message. */
        private static final int WIDEST = 80;

        @Override
        public String kind() {
            String line = text.replaceAll("\\s*\\R\\s*", " ");
            return "the value \"" + (line.length() > WIDEST ? line.substring(0, WIDEST) + "..." : line) + "\"";
        }

        /** Returns it in other words, at its place. */
        public Text renamed(String other) {
            return new Text(place, other, isQuoted, origin);
        }
    }

    /** Nothing: an empty value, {@code null} or {@code ~}. */
    record Nothing(Place place) implements Value {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    /** A list. */
    record Items(Place place, List<Value> items) implements Value {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping, each key once, in the order of the document. */
    record Entries(Place place, List<Entry> entries) implements Value {
        @Override
        public String kind() {
            return "a mapping";
        }

        /** Returns what stands under a key, or null. */
        public @Nullable Value get(String key) {
            for (Entry entry : entries) {
                if (entry.key().text().equals(key)) {
                    return entry.value();
                }
            }
            return null;
        }
    }

    /** A key and what stands under it. */
    record Entry(Text key, Value value) {}
}
