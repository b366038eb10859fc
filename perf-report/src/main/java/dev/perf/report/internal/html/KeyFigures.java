package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;

/** The run in six numbers, or in the three that tell of iterations where there were no requests. */
final class KeyFigures {

    private KeyFigures() {}

    static Section of(RunResult result) {
        long requests = result.requestCount();
        long failed = result.failedCount();
        Distribution times = result.responseTime();
        Ledger ledger = result.ledger();
        Element figures = el("dl").cls("figures");
        figure(
                figures,
                "Requests",
                live("requests", Format.count(requests)),
                live("requests.rate", Format.perSecond(result.perSecond(requests))),
                new Text(" on average"));
        if (requests > 0) {
            figure(
                    figures,
                    "Succeeded",
                    live("succeeded", Format.percent((double) (requests - failed) / requests)),
                    live("failed", failed == 0 ? "none failed" : Format.count(failed) + " failed"));
            figure(
                    figures,
                    "Response time, p95",
                    percentile(times, 95),
                    new Text("p50 "),
                    percentile(times, 50),
                    new Text(", p90 "),
                    percentile(times, 90));
            figure(
                    figures,
                    "Slowest",
                    live("response.max", times.isEmpty() ? Format.NONE : Format.time(times.max())),
                    new Text("p99 "),
                    percentile(times, 99),
                    new Text(", p99.9 "),
                    percentile(times, 99.9));
        }
        figure(
                figures,
                "Started of offered",
                live(
                        "started.share",
                        ledger.scheduled() == 0
                                ? Format.NONE
                                : Format.percent((double) ledger.started() / ledger.scheduled())),
                live("started.rate", Format.perSecond(result.perSecond(ledger.started()))),
                new Text(" of "),
                live("scheduled.rate", Format.perSecond(result.perSecond(ledger.scheduled()))),
                new Text(" iterations"));
        long received = result.requests().stream()
                .mapToLong(RequestResult::bytesReceived)
                .sum();
        int users = result.intervals().stream().mapToInt(Interval::users).max().orElse(0);
        figure(
                figures,
                "Most users",
                live("users", Format.count(users)),
                new Text("seen at an interval's end; "),
                live("received", Format.bytes(received)),
                new Text(" received"));
        return Section.of("figures", "Key figures", figures);
    }

    private static void figure(Element figures, String name, Element value, Node... detail) {
        figures.add(el(
                "div",
                el("dt", name),
                el("dd", value).cls("value"),
                el("dd", detail).cls("detail")));
    }

    /** A number that follows the stretch of the run that the page shows, by the name that the script knows it by. */
    private static Element live(String name, String shown) {
        return el("span", shown).attr("data-w", name);
    }

    private static Element percentile(Distribution times, double percentile) {
        Cell cell = Cell.percentile(times, percentile);
        Element value = live("response.p" + Format.coordinate(percentile), cell.shown());
        return cell.title().isEmpty() ? value : value.cls("weak").title(cell.title());
    }
}
