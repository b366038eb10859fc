package dev.perf.distributed;

import dev.perf.distributed.internal.job.JobFleet.AgentView;
import dev.perf.distributed.internal.job.Scheduling;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of jobs, for people. */
final class JobWords {

    private JobWords() {}

    /** Returns which agents a job lacks, busy ones not counted among these; null if it lacks none. */
    static @Nullable String lacking(JobTerms terms, List<AgentView> agents) {
        List<AgentView> fit = Scheduling.fit(agents, terms.required());
        if (fit.size() >= terms.leastAgents()) {
            return null;
        }
        String labels = terms.required().isEmpty() ? "" : " with " + shown(terms.required());
        String there = agents.stream()
                .sorted(Comparator.comparing(AgentView::name))
                .limit(10)
                .map(agent -> agent.name() + " (" + shown(agent.labels()) + ")")
                .collect(Collectors.joining(", "));
        return "job \"" + terms.id() + "\" needs " + count(terms.leastAgents()) + labels + "; the fleet has "
                + (terms.required().isEmpty() || agents.isEmpty() ? "" : fit.size() + " of them among ")
                + count(agents.size()) + (agents.isEmpty() ? "" : ": " + there)
                + (agents.size() > 10 ? " and " + (agents.size() - 10) + " more" : "");
    }

    /** Returns how many agents, in words. */
    static String count(int agents) {
        return agents == 1 ? "1 agent" : agents == 0 ? "no agents" : agents + " agents";
    }

    static String shown(Map<String, String> labels) {
        return labels.isEmpty()
                ? "no labels"
                : labels.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
    }

    static String shown(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
