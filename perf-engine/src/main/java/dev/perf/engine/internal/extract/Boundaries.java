package dev.perf.engine.internal.extract;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what stands between two texts.
 *
 * @param left what stands right before it; empty for the beginning
 * @param right what stands right after it; empty for the end
 */
public record Boundaries(String left, String right) {

    /** Refuses two empty texts. */
    public Boundaries {
        if (left.isEmpty() && right.isEmpty()) {
            throw new IllegalArgumentException(
                    "between(\"\", \"\") names no text on either side; give one, or take body()");
        }
    }

    /** Returns the first piece, or null where there is none. */
    public @Nullable String first(String text) {
        List<String> found = find(text, 1);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Returns all pieces; none overlaps another. */
    public List<String> all(String text) {
        return find(text, Integer.MAX_VALUE);
    }

    private List<String> find(String text, int most) {
        var found = new ArrayList<String>();
        int open = text.indexOf(left);
        while (open >= 0 && found.size() < most) {
            int start = open + left.length();
            int end = right.isEmpty() ? text.length() : text.indexOf(right, start);
            if (end < 0) {
                break;
            }
            found.add(text.substring(start, end));
            int next = end + right.length();
            open = left.isEmpty() || next >= text.length() ? -1 : text.indexOf(left, next);
        }
        return found;
    }
}
