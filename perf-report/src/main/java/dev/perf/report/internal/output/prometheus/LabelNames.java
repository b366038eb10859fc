package dev.perf.report.internal.output.prometheus;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes labels of tags, once for each combination of them. Not thread-safe. */
final class LabelNames {

    private final Map<String, String> common;
    private final Map<Map<String, String>, Labels> known = new HashMap<>();

    /**
     * Creates what makes labels.
     *
     * @param common those that all series have
     */
    LabelNames(Map<String, String> common) {
        this.common = new LinkedHashMap<>();
        common.forEach((key, value) -> this.common.put(legal(key), value));
    }

    /** Returns the labels of a series; a tag that has the name of a label that all series have gets another one. */
    Labels of(Map<String, String> tags) {
        Labels labels = known.get(tags);
        if (labels == null) {
            labels = labelsOf(tags);
            known.put(Map.copyOf(tags), labels);
        }
        return labels;
    }

    private Labels labelsOf(Map<String, String> tags) {
        var all = new LinkedHashMap<>(common);
        tags.forEach((key, value) -> {
            String name = legal(key);
            while (all.containsKey(name)) {
                name = "tag_" + name;
            }
            all.put(name, value);
        });
        return Labels.of(all.keySet().toArray(String[]::new), all.values().toArray(String[]::new));
    }

    /** Letters, digits and {@code _}, not beginning with a digit or two of the latter; not one of Prometheus' own. */
    static String legal(String name) {
        String plain = name.replaceAll("[^a-zA-Z0-9_]", "_");
        boolean taken = plain.isEmpty()
                || plain.startsWith("__")
                || Character.isDigit(plain.charAt(0))
                || plain.equals("le")
                || plain.equals("quantile");
        return taken ? "tag_" + plain : plain;
    }
}
