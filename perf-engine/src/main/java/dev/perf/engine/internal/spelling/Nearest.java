package dev.perf.engine.internal.spelling;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelt one was probably meant to be. */
public final class Nearest {

    private static final int MAX_EDITS = 2;

    private Nearest() {}

    /** Returns the candidate that is at most two edits from {@code name}, the nearest of several, or null. */
    public static @Nullable String to(String name, Collection<String> candidates) {
        String nearest = null;
        int least = Math.min(MAX_EDITS, name.length() - 1) + 1;
        for (String candidate : candidates) {
            int edits = edits(name, candidate);
            if (edits < least) {
                least = edits;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** The Levenshtein distance: insertions, deletions and substitutions that turn one into the other. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
