package dev.perf.engine.internal.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which combinations of tags of one metric have series of their own. Statuses and errors, which servers make
 * up, do not count as combinations. Belongs to a {@link SeriesRegistry}, under its lock.
 */
final class SeriesLimit {

    /** Tags whose values come from the plan, or of which there are few. */
    private static final Set<String> FIXED = Set.of("scenario", "base_url", "attempt", "status", "error");

    private static final Set<String> OUTCOME = Set.of("status", "error");

    /** How many outcomes a combination may have on average. */
    private static final int OUTCOMES = 10;

    private static final int EXAMPLES = 3;

    private final String metric;
    private final int most;
    private final Set<Tags> wanted;
    private final Set<Tags> planned = new HashSet<>();
    private final Set<Tags> madeUp = new HashSet<>();
    private final Set<Tags> madeUpOutcomes = new HashSet<>();
    private final Map<String, Set<String>> values = new HashMap<>();
    private final Map<String, List<String>> examples = new LinkedHashMap<>();

    /** @param wanted single tags that are never counted under another value */
    SeriesLimit(String metric, int most, Set<Tags> wanted) {
        this.metric = metric;
        this.most = most;
        this.wanted = wanted;
    }

    /** Admits a combination that the plan names. */
    void expect(Tags tags) {
        Tags combination = combination(tags);
        planned.add(combination);
        countValues(combination);
    }

    /**
     * Returns the tags under which a new series is counted: {@code tags}, or with other values where there is no room.
     * As many again of those have room; where even they have none, more and more tags become other.
     */
    Tags admit(Tags tags) {
        Tags placed = tags;
        while (!fits(placed, placed.equals(tags) ? most : 2 * most)) {
            String tag = mostVaried(placed);
            if (tag == null) {
                break;
            }
            addExample(tag, String.valueOf(tags.values().get(tag)));
            placed = placed.and(tag, SeriesRegistry.OTHER);
        }
        Tags combination = combination(placed);
        if (!planned.contains(combination)) {
            madeUp.add(combination);
            madeUpOutcomes.add(placed);
        }
        if (placed.equals(tags)) {
            countValues(combination);
        }
        return placed;
    }

    private boolean fits(Tags tags, int room) {
        Tags combination = combination(tags);
        return planned.contains(combination)
                || hasRoom(madeUp, combination, room) && hasRoom(madeUpOutcomes, tags, OUTCOMES * room);
    }

    private static boolean hasRoom(Set<Tags> known, Tags tags, int room) {
        return known.size() < room || known.contains(tags);
    }

    /** Those of combinations that lost a value do not count, or the tags would take turns in losing theirs. */
    private void countValues(Tags combination) {
        combination
                .values()
                .forEach((tag, value) ->
                        values.computeIfAbsent(tag, any -> new HashSet<>()).add(value));
    }

    /** Returns the tag with the most values among those that may be replaced; null where there is none. */
    private @Nullable String mostVaried(Tags tags) {
        String found = null;
        int most = 0;
        for (Map.Entry<String, String> tag : tags.values().entrySet()) {
            int count = values.getOrDefault(tag.getKey(), Set.of()).size();
            if (count >= most
                    && !FIXED.contains(tag.getKey())
                    && !tag.getValue().equals(SeriesRegistry.OTHER)
                    && !wanted.contains(Tags.of(tag.getKey(), tag.getValue()))) {
                found = tag.getKey();
                most = count;
            }
        }
        return found;
    }

    private void addExample(String tag, String value) {
        List<String> shown = examples.computeIfAbsent(tag, any -> new ArrayList<>());
        if (shown.size() < EXAMPLES && !shown.contains(value)) {
            shown.add(value);
        }
    }

    private static Tags combination(Tags tags) {
        return tags.without(OUTCOME);
    }

    /** Returns for each tag that lost values {@code name of http_reqs, for example "/a", "/b"}. */
    List<String> excesses() {
        return examples.entrySet().stream()
                .map(entry -> "tag " + entry.getKey() + " of " + (metric.equals("http_req") ? "http_reqs" : metric)
                        + ", for example \"" + String.join("\", \"", entry.getValue()) + "\"")
                .toList();
    }
}
