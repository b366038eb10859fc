package dev.perf.distributed;

import static dev.perf.source.Given.given;

import dev.perf.spi.RunOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a queue runs its jobs. Immutable. How many tests an agent runs at once is the agent's own limit, {@code perf agent
 * --max-tests}.
 *
 * @param placement which agents a job gets, where there is a choice
 * @param mostAtOnce how many jobs run at once, on all agents together
 * @param ageing how much waiting a level of {@link Priority} is worth
 * @param mostAgentsLost after how many different agents that were lost to a job it is not tried again, whatever its retries:
 *     it may be what kills them
 * @param runs how each run is watched, and where its report goes; null for the folder {@code reports} in that of the queue,
 *     or {@code target/perf} where that has none
 */
public record QueueOptions(
        Placement placement,
        int mostAtOnce,
        Duration ageing,
        int mostAgentsLost,
        @Nullable RunOptions runs) {

    private static final Duration LONGEST_AGEING = Duration.ofDays(365);

    /** Least-loaded agents, as many jobs at once as the agents take, 30 minutes per level, three agents. */
    public static final QueueOptions DEFAULTS =
            new QueueOptions(Placement.leastLoaded(), Integer.MAX_VALUE, Duration.ofMinutes(30), 3, null);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is too small
     */
    public QueueOptions {
        given(placement, "placement");
        if (mostAtOnce < 1) {
            throw new IllegalArgumentException("at least 1 job must be allowed to run at once, got " + mostAtOnce);
        }
        if (given(ageing, "ageing").isNegative() || ageing.isZero() || ageing.compareTo(LONGEST_AGEING) > 0) {
            throw new IllegalArgumentException("ageing must be positive, and at most 365 days, got " + ageing
                    + "; it is what a level of priority is" + " worth in time waited");
        }
        if (mostAgentsLost < 1) {
            throw new IllegalArgumentException(
                    "a job loses at least 1 agent before it is given up, got " + mostAgentsLost);
        }
    }

    /** Returns these options with agents chosen in another way. */
    public QueueOptions placement(Placement how) {
        return new QueueOptions(given(how, "how"), mostAtOnce, ageing, mostAgentsLost, runs);
    }

    /** Returns these options with at most so many jobs at once. */
    public QueueOptions atMost(int jobs) {
        return new QueueOptions(placement, jobs, ageing, mostAgentsLost, runs);
    }

    /** Returns these options with a level of priority worth having waited for {@code time} longer; 30 minutes by default. */
    public QueueOptions ageing(Duration time) {
        return new QueueOptions(placement, mostAtOnce, given(time, "time"), mostAgentsLost, runs);
    }

    /** Returns these options with a job given up that has lost so many different agents; three by default. */
    public QueueOptions mostAgentsLost(int agents) {
        return new QueueOptions(placement, mostAtOnce, ageing, agents, runs);
    }

    /** Returns these options with runs watched, and reported, in another way. */
    public QueueOptions runs(RunOptions how) {
        return new QueueOptions(placement, mostAtOnce, ageing, mostAgentsLost, given(how, "how"));
    }
}
