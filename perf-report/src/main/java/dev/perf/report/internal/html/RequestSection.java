package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.util.ArrayList;
import java.util.TreeMap;

/** What the requests came to, by name. */
final class RequestSection {

    /** Sorts behind all codes that there are. */
    private static final int NO_RESPONSE = 1000;

    private RequestSection() {}

    static Section of(RunResult result) {
        if (result.requests().isEmpty()) {
            return Section.of(
                    "requests", "Requests", el("p", "No request was sent.").cls("empty"));
        }
        Table table = Table.of("Requests by name; times are response times unless named otherwise")
                .interactive()
                .text("Request")
                .number("Count")
                .number("Rate")
                .number("Failed")
                .number("p50", "Percentile")
                .number("p90", "Percentile")
                .number("p95", "Percentile")
                .number("p99", "Percentile")
                .number("Max")
                .number("Mean")
                .number("Service p50", "Service time")
                .number("Service p95", "Service time")
                .number("Time share", "Time share")
                .text("Statuses")
                .number("Received")
                .number("Sent");
        double total =
                result.requests().stream().mapToDouble(RequestSection::time).sum();
        result.requests().forEach(request -> row(table, request, result, total));
        return Section.of("requests", "Requests", table.element());
    }

    private static void row(Table table, RequestResult request, RunResult result, double total) {
        var cells = new ArrayList<Cell>();
        cells.add(Cell.foreign(request.name()));
        cells.add(Cell.count(request.count()));
        double rate = result.perSecond(request.count());
        cells.add(Cell.number(Format.perSecond(rate), rate));
        cells.add(Cell.failed(request.failed(), request.failureRate()));
        for (double percentile : new double[] {50, 90, 95, 99}) {
            cells.add(Cell.percentile(request.responseTime(), percentile));
        }
        cells.add(Cell.max(request.responseTime()));
        cells.add(Cell.mean(request.responseTime()));
        cells.add(Cell.percentile(request.serviceTime(), 50));
        cells.add(Cell.percentile(request.serviceTime(), 95));
        cells.add(share(total == 0 ? 0 : time(request) / total));
        cells.add(Cell.of(statuses(request)));
        cells.add(Cell.number(Format.bytes(request.bytesReceived()), request.bytesReceived()));
        cells.add(Cell.number(Format.bytes(request.bytesSent()), request.bytesSent()));
        table.row(cells);
    }

    private static double time(RequestResult request) {
        return request.responseTime().mean().toNanos()
                * (double) request.responseTime().count();
    }

    private static Cell share(double share) {
        Element bar = el("svg")
                .cls("bar")
                .attr("width", "32")
                .attr("height", "8")
                .attr("aria-hidden", "true")
                .add(
                        el("rect")
                                .cls("track")
                                .attr("width", "32")
                                .attr("height", "8")
                                .attr("fill", "#e7e7e2"),
                        el("rect")
                                .cls("fill")
                                .attr("width", Math.max(share * 32, 0.5))
                                .attr("height", "8")
                                .attr("fill", "#2f5fd0"));
        return new Cell(
                el("span", bar, el("span", Format.percent(share))).cls("share"),
                Format.coordinate4(share * 100),
                "",
                false);
    }

    private static Element statuses(RequestResult request) {
        Element list = el("span").cls("statuses");
        var byCode = new TreeMap<>(request.statuses());
        Long unanswered = byCode.remove(0);
        if (unanswered != null) {
            byCode.put(NO_RESPONSE, unanswered);
        }
        byCode.forEach((code, count) -> {
            String name = code == NO_RESPONSE ? "no response" : String.valueOf(code);
            list.add(el("span", name + " × " + Format.count(count)).cls(code >= 400 ? "status bad" : "status"));
        });
        return list;
    }
}
