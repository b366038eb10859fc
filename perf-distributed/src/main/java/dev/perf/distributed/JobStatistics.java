package dev.perf.distributed;

import dev.perf.distributed.internal.job.JobFleet.AgentView;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What jobs come to together. */
final class JobStatistics {

    private JobStatistics() {}

    static QueueSummary summary(Collection<JobEntry> jobs, int active) {
        Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
        jobs.forEach(entry -> counts.merge(entry.state, 1, Integer::sum));
        return new QueueSummary(
                jobs.size(),
                counts.getOrDefault(JobState.QUEUED, 0),
                active,
                counts.getOrDefault(JobState.PASSED, 0),
                counts.getOrDefault(JobState.FAILED, 0),
                counts.getOrDefault(JobState.INVALID, 0),
                counts.getOrDefault(JobState.ABORTED, 0),
                counts.getOrDefault(JobState.LOST, 0),
                counts.getOrDefault(JobState.REFUSED, 0));
    }

    /** Returns what each agent did, those that are there and those that were. */
    static List<AgentSummary> agents(List<AgentView> there, Collection<JobEntry> jobs) {
        var tallies = new TreeMap<String, AgentTally>();
        for (AgentView agent : there) {
            tallies.computeIfAbsent(agent.name(), AgentTally::new).view = agent;
        }
        for (JobEntry entry : jobs) {
            for (Attempt attempt : entry.attempts) {
                for (String name : attempt.agents()) {
                    tallies.computeIfAbsent(name, AgentTally::new).count(entry.id(), attempt);
                }
            }
        }
        return tallies.values().stream().map(AgentTally::summary).toList();
    }
}
