package dev.perf.report.internal;

import dev.perf.result.AgentResult;
import dev.perf.result.Distribution;
import dev.perf.result.RunResult;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What befell the agents of a run, in words. */
public final class AgentStories {

    /** More of them nobody reads one by one. */
    private static final int MOST = 5;

    /** An agent is an outlier if its median is so many times that of the others. */
    private static final double FAR = 2;

    /** Below this a multiple of a median says more of the clock than of the agent. */
    private static final Duration LEAST_GAP = Duration.ofMillis(1);

    private AgentStories() {}

    /** Returns what became of those that were lost, and when others joined. */
    public static List<String> of(RunResult result) {
        var stories = new ArrayList<>(losses(result));
        List<AgentResult> late =
                result.agents().stream().filter(AgentResult::isLate).toList();
        late.stream().limit(MOST).forEach(agent -> stories.add(joined(agent)));
        if (late.size() > MOST) {
            stories.add(Figures.count(late.size() - MOST, "more agent") + " joined during the run.");
        }
        return stories;
    }

    /** Returns what became of those that were lost. */
    public static List<String> losses(RunResult result) {
        var stories = new ArrayList<String>();
        int lost = 0;
        for (AgentResult agent : result.agents()) {
            AgentResult.Loss loss = agent.loss();
            if (loss != null && ++lost <= MOST) {
                stories.add(loss(agent.name(), loss));
            }
        }
        if (lost > MOST) {
            stories.add(Figures.count(lost - MOST, "more agent") + (lost - MOST == 1 ? " was" : " were")
                    + " lost; the table of agents tells of them.");
        }
        return stories;
    }

    private static String joined(AgentResult agent) {
        return agent.name() + " joined at " + Moments.of(agent.joined()) + " and got " + Figures.share(agent.share())
                + " of the load.";
    }

    private static String loss(String name, AgentResult.Loss loss) {
        Duration takenOver = loss.takenOver();
        String who = takenOver == null
                ? "Nobody took over its share."
                : names(loss.takenOverBy()) + " took over its share at " + Moments.of(takenOver) + ".";
        return name + " was lost at " + Moments.of(loss.noticed()) + ": " + loss.cause() + ". " + who + " "
                + cost(loss);
    }

    private static String cost(AgentResult.Loss loss) {
        if (loss.missing() == 0 && loss.interrupted() == 0) {
            return "No iteration was missing or cut off.";
        }
        String load =
                loss.missingLoad().isZero() ? "" : "; its load was missing for " + Figures.time(loss.missingLoad());
        return Figures.count(loss.missing(), "iteration") + " did not begin, " + Figures.count(loss.interrupted())
                + (loss.interrupted() == 1 ? " was" : " were") + " cut off" + load + ".";
    }

    private static String names(List<String> names) {
        if (names.isEmpty()) {
            return "The others";
        } else if (names.size() == 1) {
            return names.getFirst();
        } else if (names.size() > MOST) {
            return Figures.count(names.size()) + " others";
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    /** Returns a warning for each agent whose requests took far longer than those of the others. */
    public static List<String> outliers(RunResult result) {
        List<AgentResult> judged = result.agents().stream()
                .filter(agent -> agent.responseTime().supports(50))
                .toList();
        var warnings = new ArrayList<String>();
        for (AgentResult agent : judged) {
            Duration others = median(judged.stream()
                    .filter(other -> other != agent)
                    .map(AgentResult::responseTime)
                    .toList());
            Duration own = agent.responseTime().p50();
            if (!others.isZero()
                    && own.toNanos() > FAR * others.toNanos()
                    && own.minus(others).compareTo(LEAST_GAP) > 0) {
                warnings.add(agent.name() + " is an outlier: its p50 is " + Figures.time(own) + ", that of the others "
                        + Figures.time(others) + ". Look at its machine and its way to the target.");
            }
        }
        return warnings;
    }

    /** The median of the medians: what one agent sees does not move it. */
    private static Duration median(List<Distribution> times) {
        long[] medians =
                times.stream().mapToLong(each -> each.p50().toNanos()).sorted().toArray();
        return medians.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(Arrays.stream(medians)
                                .skip((medians.length - 1) / 2)
                                .limit(2 - medians.length % 2)
                                .sum()
                        / (2 - medians.length % 2));
    }

    /** Returns what became of an agent, in a few words. */
    public static String state(AgentResult agent) {
        AgentResult.Loss loss = agent.loss();
        String joined = agent.isLate() ? "joined at " + Moments.of(agent.joined()) : "";
        if (loss == null) {
            return joined.isEmpty() ? "took part to the end" : joined;
        }
        return (joined.isEmpty() ? "" : joined + ", ") + "lost at " + Moments.of(loss.noticed()) + ": " + loss.cause();
    }
}
