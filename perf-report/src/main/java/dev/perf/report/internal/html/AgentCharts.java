package dev.perf.report.internal.html;

import dev.perf.report.internal.AgentStories;
import dev.perf.result.AgentResult;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What each agent did over time, on the time axis of the other charts. */
final class AgentCharts {

    /** A colour for each agent; the last is that of all others where there are more. */
    private static final List<Ink> INKS = List.of(Ink.BLUE, Ink.ORANGE, Ink.TEAL, Ink.RED, Ink.GREY);

    private final RunResult result;
    private final List<Interval> shown;
    private final double measuredFrom;
    private final Plot.Marks marks;
    private final List<AgentResult> named;
    private final List<AgentResult> others;

    private AgentCharts(RunResult result, List<Interval> shown, double measuredFrom, Plot.Marks marks) {
        this.result = result;
        this.shown = shown;
        this.measuredFrom = measuredFrom;
        this.marks = marks;
        boolean all = result.agents().size() <= INKS.size();
        this.named = all ? result.agents() : special(result.agents());
        this.others =
                result.agents().stream().filter(agent -> !named.contains(agent)).toList();
    }

    /**
     * Returns the charts of a run's agents; none where it has none.
     *
     * @param shown the points of the charts
     * @param measuredFrom the end of the warm-up, in seconds
     * @param marks what stands behind the lines
     */
    static List<TimeChart> of(RunResult result, List<Interval> shown, double measuredFrom, Plot.Marks marks) {
        if (result.agents().stream().allMatch(agent -> agent.intervals().isEmpty())) {
            return List.of();
        }
        var charts = new AgentCharts(result, shown, measuredFrom, marks);
        return List.of(charts.rates(), charts.times());
    }

    /** Those that were lost or came late, then the slowest. */
    private static List<AgentResult> special(List<AgentResult> agents) {
        Comparator<AgentResult> first = Comparator.comparing(agent -> agent.loss() == null && !agent.isLate());
        List<AgentResult> chosen = agents.stream()
                .sorted(first.thenComparing(
                        agent -> agent.responseTime().isEmpty()
                                ? Duration.ZERO
                                : agent.responseTime().p50(),
                        Comparator.reverseOrder()))
                .limit(INKS.size() - 1)
                .toList();
        return agents.stream().filter(chosen::contains).toList();
    }

    /** Stacked, for agents with the same share would lie on each other: a line is the sum of those up to its own. */
    private TimeChart rates() {
        TimeChart chart = chart("chart-agents", "Requests by agent", Measure.RATE)
                .note("ended per second, each line with those before it");
        for (int i = 0; i < named.size(); i++) {
            List<AgentResult> below = named.subList(0, i + 1);
            chart.line((i == 0 ? "" : "+ ") + named.get(i).name(), INKS.get(i), interval -> sum(below, interval));
        }
        if (!others.isEmpty()) {
            chart.line("+ " + othersName(), INKS.getLast(), interval -> sum(result.agents(), interval));
        }
        return chart.summary("What an agent did is the distance of its line from the one below; the highest is all of"
                + " them together.");
    }

    private static double sum(List<AgentResult> agents, Interval interval) {
        return agents.stream()
                .mapToDouble(agent -> rate(agent, interval))
                .filter(Double::isFinite)
                .sum();
    }

    private String othersName() {
        return Format.count(others.size()) + (others.size() == 1 ? " other" : " others");
    }

    private TimeChart times() {
        TimeChart chart = chart("chart-agents-p95", "Response time by agent", Measure.TIME)
                .note("p95 of the requests that ended")
                .mayBeLogarithmic()
                .topWhenEmpty(100e6);
        for (int i = 0; i < named.size(); i++) {
            AgentResult agent = named.get(i);
            chart.line(agent.name(), INKS.get(i), interval -> p95(agent, interval));
        }
        if (!others.isEmpty()) {
            chart.line(
                    "highest of " + othersName(),
                    INKS.getLast(),
                    interval -> others.stream()
                            .mapToDouble(agent -> p95(agent, interval))
                            .filter(Double::isFinite)
                            .max()
                            .orElse(Double.NaN));
        }
        int outliers = AgentStories.outliers(result).size();
        return chart.summary(
                outliers == 0
                        ? "No agent is an outlier."
                        : outliers + (outliers == 1 ? " agent is an outlier." : " agents are outliers."));
    }

    private TimeChart chart(String id, String title, Measure measure) {
        return new TimeChart(id, title, shown, measuredFrom, marks, measure);
    }

    /** The rate over the time that both have in common; NaN where the agent was not there. */
    private static double rate(AgentResult agent, Interval interval) {
        double requests = 0;
        double seconds = 0;
        for (AgentResult.Point point : within(agent, interval)) {
            double common = common(point, interval);
            requests += point.requestsPerSecond() * common;
            seconds += common;
        }
        return seconds == 0 ? Double.NaN : requests / seconds;
    }

    /** Percentiles are not averaged: the highest of those that the interval touches. */
    private static double p95(AgentResult agent, Interval interval) {
        return within(agent, interval).stream()
                .mapToDouble(point -> {
                    Duration p95 = point.p95();
                    return p95 == null ? Double.NaN : p95.toNanos();
                })
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
    }

    private static List<AgentResult.Point> within(AgentResult agent, Interval interval) {
        List<AgentResult.Point> points = agent.intervals();
        var found = new ArrayList<AgentResult.Point>();
        for (int i = firstEndingAfter(points, interval.start()); i < points.size(); i++) {
            if (common(points.get(i), interval) <= 0) {
                break;
            }
            found.add(points.get(i));
        }
        return found;
    }

    private static int firstEndingAfter(List<AgentResult.Point> points, Duration at) {
        int low = 0;
        int high = points.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            AgentResult.Point point = points.get(middle);
            if (point.start().plus(point.length()).compareTo(at) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Returns how many seconds two stretches have in common. */
    private static double common(AgentResult.Point point, Interval interval) {
        double from = Math.max(RunTime.seconds(point.start()), RunTime.seconds(interval.start()));
        double to = Math.min(
                RunTime.seconds(point.start().plus(point.length())),
                RunTime.seconds(interval.start().plus(interval.length())));
        return to - from;
    }
}
