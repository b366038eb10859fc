package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.report.compare.BaselineComparison;
import dev.perf.report.compare.Metric;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changed since the baseline. */
final class BaselineSection {

    private BaselineSection() {}

    static Section of(RunResult result) {
        BaselineComparison baseline = BaselineComparison.of(result);
        return baseline == null
                ? Section.none("baseline")
                : new Section("baseline", "Baseline", "Against the baseline", content(baseline));
    }

    private static List<Node> content(BaselineComparison baseline) {
        RunComparison comparison = baseline.comparison();
        var content = new ArrayList<Node>();
        content.add(outcome(baseline));
        if (comparison == null) {
            content.add(el("p", foreign(baseline.reason())));
            return content;
        }
        content.add(el("div").cls("findings").add(Outcomes.findings(comparison)));
        content.add(ComparedRuns.of(comparison));
        if (!comparison.changes().isEmpty()) {
            content.addAll(ChangeTable.of(comparison));
        }
        return content;
    }

    private static Element outcome(BaselineComparison baseline) {
        Outcome outcome = baseline.outcome();
        return el(
                        "p",
                        Outcomes.state(outcome).badge(Outcomes.word(outcome)),
                        new Text(
                                " The verdict follows from the thresholds, not from this comparison; a limit such as "),
                        el("code", "response_time: p(95) < baseline + 10%"),
                        new Text(" makes a change count."))
                .cls("note");
    }

    /** Returns what the verdict says of it; null where there is nothing to say. */
    static @Nullable Element line(RunResult result) {
        BaselineComparison baseline = BaselineComparison.of(result);
        if (baseline == null) {
            return null;
        }
        return el(
                "p",
                Outcomes.state(baseline.outcome()).badge(Outcomes.word(baseline.outcome())),
                new Text(" "),
                el("b", "against the "),
                el("a", "baseline").attr("href", "#baseline"),
                el("b", ": "),
                foreign(baseline.reason()));
    }

    /**
     * Returns a metric of the baseline at the time at which this run was as far after its warm-up; nothing where the runs
     * cannot be compared.
     */
    static List<Line.Point> overTime(RunResult result, Metric metric, double unit) {
        BaselineComparison baseline = BaselineComparison.of(result);
        RunComparison comparison = baseline == null ? null : baseline.comparison();
        if (comparison == null || comparison.outcome() == Outcome.REFUSED) {
            return List.of();
        }
        Duration end = RunTime.of(result).end();
        return comparison.baseline().overTime(metric).stream()
                .map(point ->
                        new Line.Point(RunTime.seconds(point.at().plus(result.warmUpLength())), point.value() * unit))
                .filter(point -> point.x() <= RunTime.seconds(end))
                .toList();
    }
}
