package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.RunResult;
import dev.perf.result.SlowRequest;
import java.util.ArrayList;
import java.util.List;

/** The slowest requests, as examples to look into. */
final class SlowestSection {

    private SlowestSection() {}

    static Section of(RunResult result) {
        List<SlowRequest> slowest = result.slowest();
        if (slowest.isEmpty()) {
            return Section.none("slowest");
        }
        return Section.of(
                        "slowest",
                        "Slowest requests",
                        el("p", "Of each second at most one request of a name. What the time of each was spent on:")
                                .cls("note"),
                        Waterfall.legend(),
                        table("The slowest requests of all names", slowest, true))
                .called("Slowest");
    }

    /** Returns the slowest of one name, or of all where they are named. */
    static Element table(String caption, List<SlowRequest> slowest, boolean named) {
        Table table =
                named ? Table.of(caption).text("Request") : Table.of(caption).slim();
        table.text("At")
                .number("Response time", "Response time")
                .text("Spent on")
                .number("Service time", "Service time")
                .text("Status")
                .text("User")
                .number("Received");
        boolean traced = slowest.stream().anyMatch(request -> request.trace() != null);
        if (traced) {
            table.text("Trace");
        }
        Waterfall waterfall = Waterfall.of(slowest);
        for (SlowRequest request : slowest) {
            var cells = new ArrayList<Cell>();
            if (named) {
                cells.add(Cell.foreign(request.request()));
            }
            cells.add(Cell.text(Format.moment(request.at())));
            cells.add(Cell.text(Format.time(request.responseTime())));
            cells.add(new Cell(waterfall.drawn(request), "", Waterfall.words(request), false));
            cells.add(Cell.text(Format.time(request.serviceTime())));
            cells.add(Cell.of(status(request)));
            cells.add(Cell.of(el(
                    "span",
                    foreign(request.scenario()),
                    new Text(" " + request.user() + ", iteration " + request.iteration()))));
            cells.add(Cell.text(Format.bytes(request.bytesReceived())));
            if (traced) {
                cells.add(request.trace() == null ? Cell.none("it has none") : Cell.of(code(request.trace())));
            }
            table.row(cells);
        }
        return table.element();
    }

    private static Element status(SlowRequest request) {
        String status = request.status() == 0 ? "none" : String.valueOf(request.status());
        return request.failed()
                ? el("span", status + ", failed").cls("bad")
                : el("span", request.status() == 0 ? "–" : status);
    }
}
