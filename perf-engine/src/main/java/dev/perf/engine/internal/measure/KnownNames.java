package dev.perf.engine.internal.measure;

import dev.perf.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a threshold could have meant that found no samples: the metrics or tag values that there are, likely ones first. */
final class KnownNames {

    private static final int SHOWN = 10;

    private KnownNames() {}

    /** Returns the end of the sentence {@code no samples of metric}. */
    static String advice(Cells total, String metric, Map<String, String> tags) {
        if (!total.metricNames().contains(metric)) {
            SortedSet<String> metrics = new TreeSet<>(total.metricNames());
            return "; metrics with samples: " + list(metrics, Nearest.to(metric, metrics));
        }
        var missing = new ArrayList<String>();
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            SortedSet<String> known = values(total, metric, tag.getKey());
            if (!known.contains(tag.getValue())) {
                missing.add(missing(tag, known));
            }
        }
        return missing.isEmpty() ? " carry all these tags" : " carry " + String.join(", nor ", missing);
    }

    private static String missing(Map.Entry<String, String> tag, SortedSet<String> known) {
        String name = tag.getKey();
        if (known.isEmpty()) {
            return "a tag " + name;
        }
        String nearest = Nearest.to(tag.getValue(), known);
        String question = nearest == null ? "" : "; did you mean " + nearest + "?";
        return name + ":" + tag.getValue() + question + (nearest == null ? ";" : "") + " there are "
                + list(known, nearest);
    }

    private static SortedSet<String> values(Cells total, String metric, String tag) {
        var values = new TreeSet<String>();
        for (Series series : total.measured()) {
            String value = series.tags().values().get(tag);
            if (value != null && Cells.metricNames(series).contains(metric)) {
                values.add(value);
            }
        }
        return values;
    }

    private static String list(SortedSet<String> names, @Nullable String first) {
        List<String> ordered = new ArrayList<>(names);
        if (first != null) {
            ordered.remove(first);
            ordered.addFirst(first);
        }
        int more = ordered.size() - SHOWN;
        return String.join(", ", more > 0 ? ordered.subList(0, SHOWN) : ordered)
                + (more > 0 ? " and " + more + " more" : "");
    }
}
