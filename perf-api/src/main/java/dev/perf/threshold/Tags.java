package dev.perf.threshold;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tags that samples must carry, as an ordered map. */
final class Tags {

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[,{}\"']");
    private static final Pattern NEEDS_QUOTES_AS_WORD = Pattern.compile("[\\s\\p{Z}\\p{Cc}\"'\\\\]");
    private static final Pattern QUOTE_OR_BACKSLASH = Pattern.compile("[\"\\\\]");

    private Tags() {}

    /**
     * Adds a tag.
     *
     * @throws IllegalArgumentException if the name is empty or has another value already: no sample has both
     */
    static Map<String, String> added(Map<String, String> tags, String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("tag name must not be empty");
        }
        Map<String, String> result = new LinkedHashMap<>(tags);
        String present = result.put(name, value);
        if (present != null && !present.equals(value)) {
            throw new IllegalArgumentException("tag %s cannot be both \"%s\" and \"%s\"; write a threshold for each"
                    .formatted(name, present, value));
        }
        return Collections.unmodifiableMap(result);
    }

    /** Writes tags as an expression holds them, with quotes only where needed. */
    static String text(Map<String, String> tags) {
        return tags.isEmpty()
                ? ""
                : tags.entrySet().stream()
                        .map(tag ->
                                quoted(tag.getKey(), tag.getKey().contains(":")) + ":" + quoted(tag.getValue(), false))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    /** Writes a name that ends with the next space. */
    static String word(String name) {
        return quoted(name, NEEDS_QUOTES_AS_WORD.matcher(name).find());
    }

    private static String quoted(String tag, boolean always) {
        boolean bare = !always
                && !tag.isEmpty()
                && tag.equals(tag.strip())
                && !NEEDS_QUOTES.matcher(tag).find();
        return bare ? tag : '"' + QUOTE_OR_BACKSLASH.matcher(tag).replaceAll("\\\\$0") + '"';
    }
}
