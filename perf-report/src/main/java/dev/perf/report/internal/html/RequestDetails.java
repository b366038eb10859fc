package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.Distribution;
import dev.perf.result.RequestPart;
import dev.perf.result.RequestPhases;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is known in detail of requests: where they were sent from and what their time was spent on. */
final class RequestDetails {

    private RequestDetails() {}

    /** Returns a panel for each request of which something is known, closed; the script draws its charts into it. */
    static List<Element> of(RunResult result, Set<Integer> shown) {
        var panels = new ArrayList<Element>();
        for (int i = 0; i < result.requests().size(); i++) {
            RequestResult request = result.requests().get(i);
            if (shown.contains(i)
                    && (RequestSection.hasCourse(request) || request.parts().size() > 1)) {
                panels.add(panel(i, request));
            }
        }
        return panels;
    }

    private static Element panel(int index, RequestResult request) {
        Element panel = el("details", el("summary", el("b", foreign(request.name()))))
                .id("request-" + index)
                .cls("request all")
                .attr("data-request", String.valueOf(index));
        Element tables = el("div").cls("pair");
        if (!isEmpty(request.detail().phases())) {
            tables.add(phases(request));
        }
        if (!request.parts().isEmpty()) {
            tables.add(parts(request));
        }
        return panel.add(tables);
    }

    private static boolean isEmpty(RequestPhases phases) {
        return phases.waiting().isEmpty();
    }

    private static Element phases(RequestResult request) {
        RequestPhases phases = request.detail().phases();
        Table table = Table.of("What the time of " + request.name() + " was spent on")
                .slim()
                .text("Phase")
                .number("Mean")
                .number("p50", "Percentile")
                .number("p95", "Percentile")
                .number("p99", "Percentile")
                .number("Max");
        phase(table, "blocked, what follows included", phases.blocked());
        phase(table, "– looking up the name", phases.lookingUp());
        phase(table, "– connecting", phases.connecting());
        phase(table, "– TLS handshake", phases.tlsHandshaking());
        phase(table, "sending", phases.sending());
        phase(table, "waiting for the first byte", phases.waiting());
        phase(table, "receiving", phases.receiving());
        return table.element();
    }

    private static void phase(Table table, String name, Distribution times) {
        table.row(
                Cell.text(name),
                Cell.mean(times),
                Cell.percentile(times, 50),
                Cell.percentile(times, 95),
                Cell.percentile(times, 99),
                Cell.max(times));
    }

    private static Element parts(RequestResult request) {
        Table table = Table.of("Where " + request.name() + " was sent from")
                .slim()
                .text("Scenario")
                .text("Group")
                .number("Count")
                .number("Failed")
                .number("p50", "Percentile")
                .number("p95", "Percentile")
                .number("Max");
        for (RequestPart part : request.parts()) {
            table.row(
                    Cell.foreign(part.scenario()),
                    part.group().isEmpty() ? Cell.none("outside all groups") : Cell.foreign(part.group()),
                    Cell.count(part.count()),
                    Cell.failed(part.failed(), part.failureRate()),
                    Cell.percentile(part.responseTime(), 50),
                    Cell.percentile(part.responseTime(), 95),
                    Cell.max(part.responseTime()));
        }
        return table.element();
    }
}
