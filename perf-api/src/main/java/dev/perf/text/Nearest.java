package dev.perf.text;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelt one was probably meant to be. */
public final class Nearest {

    private static final int SHORTEST_BEGINNING = 3;

    private Nearest() {}

    /**
     * Returns the candidate that is at most two edits from {@code name}, of one with fewer than six letters at most one
     * edit; else the one that begins with it, or that it begins with, where they share two thirds of the longer one.
     * Capitals and small letters are the same. Returns the nearest of several, and null for none.
     */
    public static @Nullable String to(String name, Collection<String> candidates) {
        String misspelt = name.toLowerCase(Locale.ROOT);
        String nearest = null;
        int least = mostEdits(misspelt) + 1;
        for (String candidate : candidates) {
            int edits = edits(misspelt, candidate.toLowerCase(Locale.ROOT));
            if (edits < least) {
                least = edits;
                nearest = candidate;
            }
        }
        return nearest == null ? withSameBeginning(misspelt, candidates) : nearest;
    }

    /** Returns {@code did you mean "the nearest"? }, with a space behind it, or nothing where {@link #to} finds none. */
    public static String question(String name, Collection<String> candidates) {
        String nearest = to(name, candidates);
        return nearest == null ? "" : "did you mean \"" + nearest + "\"? ";
    }

    private static int mostEdits(String misspelt) {
        return misspelt.length() < 2 ? 0 : misspelt.length() < 6 ? 1 : 2;
    }

    private static @Nullable String withSameBeginning(String misspelt, Collection<String> candidates) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            String known = candidate.toLowerCase(Locale.ROOT);
            int shorter = Math.min(known.length(), misspelt.length());
            int longer = Math.max(known.length(), misspelt.length());
            if (shorter >= SHORTEST_BEGINNING
                    && 3 * shorter >= 2 * longer
                    && longer - shorter < least
                    && known.regionMatches(0, misspelt, 0, shorter)) {
                least = longer - shorter;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /**
     * The distance of optimal string alignment: insertions, deletions, substitutions and swaps of neighbours that turn one
     * into the other (Damerau, A technique for computer detection and correction of spelling errors, CACM 7, 1964).
     */
    private static int edits(String from, String to) {
        int[][] least = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                least[i][j] =
                        Math.min(least[i - 1][j - 1] + (same ? 0 : 1), Math.min(least[i - 1][j], least[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
                }
            }
        }
        return least[from.length()][to.length()];
    }
}
