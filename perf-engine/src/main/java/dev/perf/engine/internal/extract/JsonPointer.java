package dev.perf.engine.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled JSON Pointer (RFC 6901), for documents of maps and lists. Immutable. */
public final class JsonPointer {

    private static final int MOST_DIGITS = 9;

    private final List<String> steps;

    private JsonPointer(List<String> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Compiles a pointer.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static JsonPointer compile(String pointer) {
        if (!pointer.isEmpty() && pointer.charAt(0) != '/') {
            throw malformed(pointer, 0, "it must begin with \"/\", or be empty for the whole document");
        }
        var steps = new ArrayList<String>();
        var step = new StringBuilder();
        for (int i = 1; i <= pointer.length() && !pointer.isEmpty(); i++) {
            char c = i == pointer.length() ? '/' : pointer.charAt(i);
            if (c == '/') {
                steps.add(step.toString());
                step.setLength(0);
            } else if (c == '~') {
                char escaped = i + 1 < pointer.length() ? pointer.charAt(i + 1) : ' ';
                if (escaped != '0' && escaped != '1') {
                    throw malformed(pointer, i, "\"~\" must be followed by 0, for \"~\" itself, or 1, for \"/\"");
                }
                step.append(escaped == '0' ? '~' : '/');
                i++;
            } else {
                step.append(c);
            }
        }
        return new JsonPointer(steps);
    }

    private static IllegalArgumentException malformed(String pointer, int position, String problem) {
        return new IllegalArgumentException("JSON Pointer \"" + pointer + "\" at " + position + ": " + problem);
    }

    /** Returns what it leads to, in a list that is empty where it leads nowhere. */
    public List<@Nullable Object> find(@Nullable Object document) {
        Object value = document;
        for (String step : steps) {
            if (value instanceof Map<?, ?> members && members.containsKey(step)) {
                value = members.get(step);
            } else if (value instanceof List<?> elements && isIndexIn(elements, step)) {
                value = elements.get(Integer.parseInt(step));
            } else {
                return List.of();
            }
        }
        var found = new ArrayList<@Nullable Object>(1);
        found.add(value);
        return found;
    }

    /** Indexes have no leading zeros, and "-" is the element after the last one, which is never there. */
    private static boolean isIndexIn(List<?> elements, String step) {
        boolean isNumber = !step.isEmpty()
                && step.length() <= MOST_DIGITS
                && step.chars().allMatch(c -> c >= '0' && c <= '9')
                && (step.length() == 1 || step.charAt(0) != '0');
        return isNumber && Integer.parseInt(step) < elements.size();
    }
}
