package dev.perf.threshold;

import dev.perf.text.Nearest;
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

    /** Finds what was meant: a known synonym first, then the nearest spelling. */
    static @Nullable String meant(String word, Collection<String> candidates, Map<String, String> synonyms) {
        String synonym = synonyms.get(word.toLowerCase(Locale.ROOT));
        return synonym == null ? Nearest.to(word, candidates) : synonym;
    }
}
