package dev.perf.report.internal.html;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What axe-core says of a page. */
final class Accessibility {

    private Accessibility() {}

    /** Returns what is serious or worse. */
    static List<String> serious(Chromium.Tab tab, Path axe) throws Exception {
        tab.evaluate("new Promise(done => setTimeout(done, 50))");
        tab.evaluate(Files.readString(axe) + "; true");
        return tab
                .evaluate("axe.run().then(seen => seen.violations.filter(each => ['serious',"
                        + " 'critical'].includes(each.impact)).map(each => `${each.id}: ${each.help}:"
                        + " ${each.nodes.length} times, such as ${each.nodes[0].html.slice(0, 300)}"
                        + " ${each.nodes[0].failureSummary}`))")
                .values()
                .stream()
                .map(JsonNode::stringValue)
                .toList();
    }
}
