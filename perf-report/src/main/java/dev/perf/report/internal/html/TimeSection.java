package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.report.internal.Timeline;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The run over time. */
final class TimeSection {

    private final RunResult result;
    private final List<Interval> intervals;
    private final Sentences sentences;
    private final List<Plot.Moment> moments;

    private TimeSection(RunResult result) {
        this.result = result;
        this.intervals = Timeline.of(result.intervals());
        this.sentences = new Sentences(intervals);
        this.moments = result.intervals().isEmpty() ? List.of() : Acts.moments(result);
    }

    static Section of(RunResult result) {
        if (result.intervals().isEmpty()) {
            return Section.none("time");
        }
        var section = new TimeSection(result);
        var charts = el("div").cls("charts");
        charts.add(section.requests(), section.responseTimes(), section.iterations(), section.users());
        charts.add(section.errors(), section.received());
        Element note = el("p", section.resolution()).cls("note");
        return result.events().isEmpty()
                ? Section.of("time", "Over time", note, charts)
                : Section.of("time", "Over time", note, Acts.list(result), charts);
    }

    private String resolution() {
        Duration length = intervals.getFirst().length();
        return "Each point stands for " + Format.length(length) + " of the run"
                + (intervals.size() < result.intervals().size() ? ", neighbours merged" : "")
                + ". Time counts from the start of measurement. By the response times: "
                + SteadyState.of(result.intervals()).describe() + ".";
    }

    private Element requests() {
        return new TimeChart("chart-requests", "Requests", intervals, moments, Format::perSecond)
                .note("ended per second")
                .line("succeeded", Ink.BLUE, at -> at.perSecond(at.requests() - at.failed()))
                .line("failed", Ink.RED, at -> at.perSecond(at.failed()))
                .element(sentences.rate("Requests ended", Interval::requests));
    }

    private Element responseTimes() {
        return new TimeChart("chart-response", "Response time", intervals, moments, Format::nanos)
                .note("of the requests that ended")
                .line("p50", Ink.BLUE, nanos(Distribution::p50))
                .line("p95", Ink.TEAL, nanos(Distribution::p95))
                .line("p99", Ink.ORANGE, nanos(Distribution::p99))
                .line("max", Ink.GREY, nanos(Distribution::max))
                .limits(limits())
                .mayBeLogarithmic()
                .topWhenEmpty(100e6)
                .element(sentences.responseTime());
    }

    private Element iterations() {
        return new TimeChart("chart-iterations", "Iterations", intervals, moments, Format::perSecond)
                .note("per second")
                .line("started", Ink.BLUE, at -> at.perSecond(at.started()))
                .line("ended", Ink.TEAL, at -> at.perSecond(at.ended()))
                .line("offered", Ink.GREY, at -> at.perSecond(at.scheduled()))
                .planned("planned, open scenarios", PlannedLine.sum(result.plannedLoad(), PlannedLoad.Model.OPEN))
                .element(sentences.rate("Iterations started", Interval::started));
    }

    private Element users() {
        return new TimeChart("chart-users", "Virtual users", intervals, moments, Format::level)
                .note("alive at the end of each interval")
                .line("users", Ink.BLUE, Interval::users)
                .planned("planned, closed scenarios", PlannedLine.sum(result.plannedLoad(), PlannedLoad.Model.CLOSED))
                .integers()
                .element(sentences.users());
    }

    private Element errors() {
        return new TimeChart("chart-errors", "Errors", intervals, moments, Format::perSecond)
                .note("per second")
                .line("failed requests", Ink.RED, at -> at.perSecond(at.failed()))
                .line("dropped iterations", Ink.ORANGE, at -> at.perSecond(at.dropped()))
                .element(sentences.errors());
    }

    private Element received() {
        return new TimeChart("chart-received", "Received", intervals, moments, bytes -> Format.bytes(bytes) + "/s")
                .note("bytes per second, heads included")
                .line("received", Ink.BLUE, at -> at.perSecond(at.bytesReceived()))
                .topWhenEmpty(1000)
                .element(sentences.received());
    }

    private static ToDoubleFunction<Interval> nanos(Function<Distribution, Duration> value) {
        return at -> at.responseTime().isEmpty()
                ? Double.NaN
                : value.apply(at.responseTime()).toNanos();
    }

    /** Upper limits on all requests of the whole run; others would be lines about something the chart does not show. */
    private List<Plot.Limit> limits() {
        var limits = new ArrayList<Plot.Limit>();
        for (ThresholdResult threshold : result.thresholds()) {
            Expression expression = Expression.read(threshold.expression());
            if (expression != null
                    && expression.wholeRun()
                    && expression.upper()
                    && (expression.metric().equals("response_time")
                            || expression.metric().equals("http_req_duration"))
                    && !expression.aggregate().equals("count")
                    && threshold.limit() > 0) {
                double nanos = threshold.limit() * 1e6;
                limits.add(
                        new Plot.Limit(nanos, expression.aggregate() + " limit " + Format.tidy(Format.nanos(nanos))));
            }
        }
        return limits;
    }
}
