package dev.perf.report.internal.json;

import dev.perf.result.SloResult;
import dev.perf.slo.Slo;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What came of service level objectives. */
final class Slos {

    private Slos() {}

    static void write(ArrayNode array, List<SloResult> results) {
        results.forEach(result -> slo(array.addObject(), result));
    }

    private static void slo(ObjectNode node, SloResult result) {
        Slo slo = result.slo();
        node.put("name", slo.name());
        node.put("objective", slo.objective().text());
        ObjectNode tags = node.putObject("tags");
        slo.tags().forEach(tags::put);
        node.put("met", result.met());
        node.put("state", result.state().name());
        Numbers.put(node, "target", result.target());
        Numbers.put(node, "actual", result.actual());
        node.put("requests", result.requests());
        node.put("bad", result.bad());
        Numbers.put(node, "budgetSpent", result.budgetSpent());
        Numbers.put(node, "budgetLeft", result.budgetLeft());
        ArrayNode windows = node.putArray("windows");
        for (SloResult.WindowResult window : result.windows()) {
            ObjectNode entry = windows.addObject();
            entry.put("lengthMillis", window.window().length().toMillis());
            Numbers.put(entry, "mostBurn", window.window().mostBurn());
            entry.put("met", window.met());
            Numbers.put(entry, "worst", window.worst());
            Numbers.put(entry, "burn", window.burn());
            entry.put(
                    "endMillis",
                    window.end() == null ? null : Long.valueOf(window.end().toMillis()));
        }
        node.put("message", result.message());
    }
}
