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
                new Text(Format.count(requests)),
                Format.perSecond(result.perSecond(requests)) + " on average");
        if (requests > 0) {
            figure(
                    figures,
                    "Succeeded",
                    new Text(Format.percent((double) (requests - failed) / requests)),
                    failed == 0 ? "none failed" : Format.count(failed) + " failed");
            figure(figures, "Response time, p95", percentile(times, 95), spread(times));
            figure(
                    figures,
                    "Slowest",
                    new Text(times.isEmpty() ? Format.NONE : Format.time(times.max())),
                    "p99 " + Cell.percentile(times, 99).shown() + ", p99.9 "
                            + Cell.percentile(times, 99.9).shown());
        }
        figure(
                figures,
                "Started of offered",
                new Text(
                        ledger.scheduled() == 0
                                ? Format.NONE
                                : Format.percent((double) ledger.started() / ledger.scheduled())),
                Format.perSecond(result.perSecond(ledger.started())) + " of "
                        + Format.perSecond(result.perSecond(ledger.scheduled())) + " iterations");
        long received = result.requests().stream()
                .mapToLong(RequestResult::bytesReceived)
                .sum();
        int users = result.intervals().stream().mapToInt(Interval::users).max().orElse(0);
        figure(
                figures,
                "Most users",
                new Text(Format.count(users)),
                "seen at an interval's end; " + Format.bytes(received) + " received");
        return Section.of("figures", "Key figures", figures);
    }

    private static void figure(Element figures, String name, Node value, String detail) {
        figures.add(el(
                "div",
                el("dt", name),
                el("dd", value).cls("value"),
                el("dd", detail).cls("detail")));
    }

    private static Node percentile(Distribution times, double percentile) {
        Cell cell = Cell.percentile(times, percentile);
        Element value = el("span", cell.shown());
        return cell.title().isEmpty() ? value : value.cls("weak").title(cell.title());
    }

    private static String spread(Distribution times) {
        return "p50 " + Cell.percentile(times, 50).shown() + ", p90 "
                + Cell.percentile(times, 90).shown();
    }
}
