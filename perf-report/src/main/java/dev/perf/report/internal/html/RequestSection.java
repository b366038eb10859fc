package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.RequestDetail;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the requests came to, by name. */
final class RequestSection {

    /** Names beyond these are added up in one row. */
    static final int MOST_ROWS = 500;

    /** Sorts behind all codes that there are. */
    private static final int NO_RESPONSE = 1000;

    private static final double[] PERCENTILES = {50, 90, 95, 99};

    private RequestSection() {}

    static Section of(RunResult result) {
        if (result.requests().isEmpty()) {
            return Section.of(
                    "requests", "Requests", el("p", "No request was sent.").cls("empty"));
        }
        Set<Integer> shown = shown(result.requests());
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
                .text("Spread")
                .number("Service p50", "Service time")
                .number("Service p95", "Service time")
                .number("Time share", "Time share")
                .text("Statuses")
                .number("Received")
                .number("Sent");
        double total =
                result.requests().stream().mapToDouble(RequestSection::time).sum();
        Spread spread = Spread.of(result.requests());
        var others = new ArrayList<RequestResult>();
        for (int i = 0; i < result.requests().size(); i++) {
            RequestResult request = result.requests().get(i);
            if (shown.contains(i)) {
                table.row(cells(request, result, total, spread)).about(i);
            } else {
                others.add(request);
            }
        }
        Element content = el("div", table.element());
        if (!others.isEmpty()) {
            content.add(warning(others));
        }
        RequestDetails.of(result, shown).forEach(content::add);
        return Section.of("requests", "Requests", content);
    }

    /** The places of the names on which most time was spent. */
    private static Set<Integer> shown(List<RequestResult> requests) {
        return IntStream.range(0, requests.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) -> time(requests.get(place)))
                        .reversed())
                .limit(MOST_ROWS)
                .collect(Collectors.toSet());
    }

    private static Element warning(List<RequestResult> others) {
        long count = others.stream().mapToLong(RequestResult::count).sum();
        return el(
                        "p",
                        State.WARNING.badge("Too many names"),
                        new Text(" " + Format.count(count) + " requests of " + Format.count(others.size())
                                + " further names are left out; they are in summary.json. Names that hold ids or other"
                                + " values make a name per value: give such requests one name."))
                .cls("note");
    }

    private static List<Cell> cells(RequestResult request, RunResult result, double total, Spread spread) {
        var cells = new ArrayList<Cell>();
        cells.add(Cell.foreign(request.name()));
        cells.add(Cell.count(request.count()).live("requests"));
        double rate = result.perSecond(request.count());
        cells.add(Cell.number(Format.perSecond(rate), rate).live("requests.rate"));
        cells.add(Cell.failed(request.failed(), request.failureRate()).live("failed.share"));
        for (double percentile : PERCENTILES) {
            cells.add(Cell.percentile(request.responseTime(), percentile)
                    .live("response.p" + Format.coordinate(percentile)));
        }
        cells.add(Cell.max(request.responseTime()).live("response.max"));
        cells.add(Cell.mean(request.responseTime()).live("response.mean"));
        cells.add(Cell.of(spread.drawn(request.responseTime())));
        cells.add(Cell.percentile(request.serviceTime(), 50).live("service.p50"));
        cells.add(Cell.percentile(request.serviceTime(), 95).live("service.p95"));
        cells.add(share(total == 0 ? 0 : time(request) / total));
        cells.add(Cell.of(statuses(request)));
        cells.add(Cell.number(Format.bytes(request.bytesReceived()), request.bytesReceived())
                .live("received"));
        cells.add(Cell.number(Format.bytes(request.bytesSent()), request.bytesSent()));
        return cells;
    }

    /** Whether the page holds the course of these requests. */
    static boolean hasCourse(RequestResult request) {
        RequestDetail detail = request.detail();
        return !detail.course().isEmpty();
    }

    private static double time(RequestResult request) {
        return request.responseTime().sumNanos();
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
                false,
                "share");
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
