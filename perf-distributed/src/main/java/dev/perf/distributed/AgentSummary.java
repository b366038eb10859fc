package dev.perf.distributed;

import java.util.List;
import java.util.Map;

/**
 * An agent, and what it has done for a queue. A job that ran several times counts with each attempt that the agent took
 * part in.
 *
 * @param name its name
 * @param address where it is; empty if it has gone
 * @param labels what it is labelled with
 * @param state where it is
 * @param runningJobs ids of the jobs that it runs for the queue
 * @param running how many tests it runs, those of others among them
 * @param maxTests how many it takes at once; 0 if it has gone
 * @param cpu part of its processors that is busy, from 0 to 1; negative where that is unknown
 * @param passed attempts that have passed
 * @param failed attempts that have failed
 * @param invalid attempts in which agents were the limit
 * @param aborted attempts that were stopped, or ended because another agent was lost
 * @param lost attempts that lost this agent, or could not be prepared on it
 */
public record AgentSummary(
        String name,
        String address,
        Map<String, String> labels,
        State state,
        List<String> runningJobs,
        int running,
        int maxTests,
        double cpu,
        int passed,
        int failed,
        int invalid,
        int aborted,
        int lost) {

    /** Where an agent is. */
    public enum State {
        /** It has nothing to do. */
        IDLE,
        /** It runs tests, and takes more. */
        RUNNING,
        /** It runs as many tests as it takes. */
        FULL,
        /** It was there, and is not any more. */
        GONE
    }

    /** Copies the collections. */
    public AgentSummary {
        labels = Map.copyOf(labels);
        runningJobs = List.copyOf(runningJobs);
    }

    /** Returns which part of the tests that it takes it runs, from 0 to 1. */
    public double load() {
        return maxTests == 0 ? 0 : (double) running / maxTests;
    }

    /** Returns how many attempts it took part in that have ended. */
    public int done() {
        return passed + failed + invalid + aborted + lost;
    }
}
