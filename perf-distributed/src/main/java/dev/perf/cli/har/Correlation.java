package dev.perf.cli.har;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which values a response brought that a later request sends, and that therefore must not be sent as they were recorded.
 *
 * <p>A value of eight characters or more that has a digit, or whose name tells of a token, is taken for such a one. What
 * is shorter or plainer may be chance, and is proposed in a comment. What a request sent before any response had it is
 * the user's own.
 */
final class Correlation {

    private static final int SHORTEST_SURE = 8;
    private static final int MOST_HINTS = 30;

    private static final Pattern TOKEN_NAME = Pattern.compile("token|csrf|xsrf|nonce|session|secret|jwt|ticket|state");
    private static final Pattern ID_NAME = Pattern.compile("id|.*(Id|ID|_id|-id|Ids)|uuid|key|code|sku");

    /**
     * A value to save.
     *
     * @param key session key
     * @param users titles of the requests that send it, at least one
     */
    record Save(String key, String extractor, String origin, List<String> users) {}

    private record Source(int step, Received.Value found) {}

    private final List<Step> steps;
    private final Map<String, Source> sources = new HashMap<>();
    private final Set<String> own = new HashSet<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<Integer, Map<String, Save>> saves = new HashMap<>();
    private final Map<Integer, List<String>> hints = new HashMap<>();
    private final Set<String> hinted = new HashSet<>();

    private Correlation(List<Step> steps) {
        this.steps = steps;
    }

    /** Looks through {@code steps}. */
    static Correlation of(List<Step> steps) {
        Correlation correlation = new Correlation(steps);
        for (int i = 0; i < steps.size(); i++) {
            correlation.sends(i);
            correlation.receives(i);
        }
        return correlation;
    }

    private void sends(int step) {
        for (String value : Sent.values(steps.get(step).sent())) {
            Source source = sources.get(value);
            if (source == null) {
                own.add(value);
            } else if (source.found().extractor() != null && isSure(source.found())) {
                use(step, source);
            } else {
                hint(step, source);
            }
        }
    }

    private void receives(int step) {
        for (Received.Value value : Received.values(steps.get(step))) {
            if (!own.contains(value.value())) {
                sources.putIfAbsent(value.value(), new Source(step, value));
            }
        }
    }

    private static boolean isSure(Received.Value found) {
        return found.value().length() >= SHORTEST_SURE
                && (found.value().chars().anyMatch(c -> c >= '0' && c <= '9')
                        || TOKEN_NAME
                                .matcher(found.name().toLowerCase(Locale.ROOT))
                                .find());
    }

    private void use(int step, Source source) {
        Received.Value found = source.found();
        String key = keys.computeIfAbsent(found.value(), value -> newKey(found.name()));
        saves.computeIfAbsent(source.step(), any -> new LinkedHashMap<>())
                .computeIfAbsent(
                        key, any -> new Save(key, String.valueOf(found.extractor()), found.origin(), new ArrayList<>()))
                .users()
                .add(steps.get(step).sent().title());
    }

    private String newKey(String name) {
        String base = JavaText.name(name, "value");
        String key = base;
        for (int n = 2; keys.containsValue(key); n++) {
            key = base + n;
        }
        return key;
    }

    private void hint(int step, Source source) {
        Received.Value found = source.found();
        boolean telling = found.extractor() == null
                || found.value().length() >= SHORTEST_SURE
                || ID_NAME.matcher(found.name()).matches();
        if (!telling || hinted.size() >= MOST_HINTS || !hinted.add(step + " " + found.value())) {
            return;
        }
        hints.computeIfAbsent(step, any -> new ArrayList<>())
                .add(HarReader.quoted(found.value()) + " may be " + found.origin() + " of the response to "
                        + steps.get(source.step()).sent().title()
                        + (found.extractor() == null ? "" : ": save it there with " + found.extractor()));
    }

    /** Returns what is to be saved from the response to a step. */
    List<Save> savesOf(int step) {
        return List.copyOf(saves.getOrDefault(step, Map.of()).values());
    }

    /** Returns what may come from an earlier response, though that is not sure. */
    List<String> hintsOf(int step) {
        return hints.getOrDefault(step, List.of());
    }

    /** Returns how many values are saved. */
    int count() {
        return keys.size();
    }

    /** Returns the key of the session under which a value that is sent is saved; null where it is not. */
    @Nullable
    String keyOf(String value) {
        return keys.get(value);
    }
}
