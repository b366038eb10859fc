package dev.perf.engine.internal.document;

/**
 * Something in a document that cannot be.
 *
 * @param place where
 * @param path the keys that lead there, such as {@code profiles.smoke.users} or {@code flow[2].get}; empty for the whole
 * @param text what was found, what is expected, and what to do, as a sentence without a full stop
 */
public record Mistake(Place place, String path, String text) {

    /** Returns one message of three lines: where and what, and the excerpt; of one where there is no file to look into. */
    @Override
    public String toString() {
        if (!place.document().isFile()) {
            return place + ": " + text;
        }
        return place + ": " + (path.isEmpty() ? "" : path + ": ") + text + "\n"
                + place.excerpt().indent(4).stripTrailing();
    }
}
