package dev.perf.threshold;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wording of messages: lists, and guesses at what a misspelt word was meant to be. */
final class Words {

    private Words() {}

    /** Joins words as a sentence does, {@code a, b and c}. */
    static String join(List<String> words, String conjunction) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " " + conjunction + " " + words.get(last);
    }

    /** Finds what was meant: a known synonym first, then the same word in other case, then the nearest spelling. */
    static @Nullable String meant(String word, Collection<String> candidates, Map<String, String> synonyms) {
        String lower = word.toLowerCase(Locale.ROOT);
        String synonym = synonyms.get(lower);
        if (synonym != null) {
            return synonym;
        }
        int nearest = Math.min(2, word.length() / 2);
        String best = null;
        for (String candidate : candidates) {
            int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
            if (distance < nearest || distance == nearest && best == null) {
                nearest = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein's distance, by the two-row dynamic programme of Wagner and Fischer (1974). */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[above.length];
            current[0] = row;
            for (int column = 1; column < above.length; column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
