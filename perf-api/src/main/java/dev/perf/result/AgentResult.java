package dev.perf.result;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one agent of a run on several machines did, and what became of it. Immutable; the sums over all agents are the
 * numbers of the {@link RunResult}, which for their part are what counts. As there, samples of the warm-up are counted
 * nowhere but in {@link #intervals}.
 *
 * @param name name of the agent, unique in the run
 * @param machine where it was
 * @param share the part of the load that it had when it began, from 0 to 1
 * @param state what became of it
 * @param joined time of the run at which it began; zero for those that were there from the start
 * @param loss how it was lost; null where it was not
 * @param clock how well it kept time with the others
 * @param ledger the account of its iterations, as far as it was heard of
 * @param requests how many of its requests ended, failed ones among them
 * @param failed how many of its requests failed
 * @param responseTime response times of its requests
 * @param generator whether its numbers can be trusted, judged by what it saw of itself
 * @param intervals its part of the run over time, the warm-up included, without gaps as long as it was heard of; at most 600,
 *     for those that are next to each other in a long run are merged
 * @param warnings what a reader should know of its numbers
 */
public record AgentResult(
        String name,
        Machine machine,
        double share,
        State state,
        Duration joined,
        @Nullable Loss loss,
        Clock clock,
        Ledger ledger,
        long requests,
        long failed,
        Distribution responseTime,
        GeneratorHealth generator,
        List<Point> intervals,
        List<String> warnings) {

    /** What can become of an agent. */
    public enum State {
        /** It did its part to the end of the run. */
        ENDED,
        /** It died, hung, was cut off or was shut down before the end: {@link AgentResult#loss} tells of it. */
        LOST
    }

    /**
     * Where an agent was.
     *
     * @param address where it was reached; empty where that is not known
     * @param labels what it was labelled with
     * @param capacity requests or iterations per second that it said it could do; 0 where it said nothing
     * @param environment its Perf, Java and operating system; those of the process that put on the load
     */
    public record Machine(String address, Map<String, String> labels, double capacity, Environment environment) {

        /** Copies the labels. */
        public Machine {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }

    /**
     * How an agent was lost, and what its loss cost.
     *
     * @param cause why, as the end of a sentence: {@code its process was killed}
     * @param lastHeard time of the run up to which its numbers are known; of one that was shut down, when its last
     *     iteration had ended
     * @param noticed time of the run at which it counted as lost
     * @param takenOver time of the run from which the others had its share; null where nobody took it over
     * @param takenOverBy names of those who did
     * @param interrupted iterations that were under way, and of whose end nothing is known; the ledger counts them as
     *     interrupted
     * @param missing iterations that were due and that neither it nor another agent is known to have begun; the ledger of
     *     the run counts them as dropped. Of a number of iterations that is all of its part that it had not begun. Users of a
     *     closed load have no iterations that are due
     * @param missingLoad for how long its share of the load was missing; to the end of the load where nobody took it over
     */
    public record Loss(
            String cause,
            Duration lastHeard,
            Duration noticed,
            @Nullable Duration takenOver,
            List<String> takenOverBy,
            long interrupted,
            long missing,
            Duration missingLoad) {

        /** Copies the names. */
        public Loss {
            takenOverBy = List.copyOf(takenOverBy);
        }
    }

    /**
     * How well an agent kept time with the others.
     *
     * @param late how long after the moment that was agreed on it began
     * @param offset by how much its wall clock was ahead of the coordinator's; negative where it was behind. No number
     *     suffers from that, for the times of a run are counted from its start
     * @param uncertainty by how much the offset may be wrong, to either side; begins and changes of load are as exact as
     *     this
     */
    public record Clock(Duration late, Duration offset, Duration uncertainty) {

        /** The clock of an agent of which nothing is known. */
        public static final Clock UNKNOWN = new Clock(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /**
     * An agent's part of a stretch of the run.
     *
     * @param start its beginning, since the start of the load
     * @param length its length
     * @param users virtual users alive on the agent at its end
     * @param requestsPerSecond requests of the agent that ended in it, failed ones among them, per second
     * @param failedPerSecond requests that failed in it, per second
     * @param p95 response time that 95 % of its requests stayed within; null where none ended
     */
    public record Point(
            Duration start,
            Duration length,
            int users,
            double requestsPerSecond,
            double failedPerSecond,
            @Nullable Duration p95) {

        /** Returns what an interval of the agent alone came to. */
        public static Point of(Interval interval) {
            Distribution times = interval.responseTime();
            return new Point(
                    interval.start(),
                    interval.length(),
                    interval.users(),
                    interval.perSecond(interval.requests()),
                    interval.perSecond(interval.failed()),
                    times.isEmpty() ? null : times.p95());
        }

        /**
         * Returns this point and {@code next}, which follows it, as one. Percentiles cannot be merged: that of both is the
         * higher one, so it is at most too high.
         */
        public Point plus(Point next) {
            double nanos = length.toNanos();
            double more = next.length.toNanos();
            double both = Math.max(1, nanos + more);
            return new Point(
                    start,
                    length.plus(next.length),
                    next.users,
                    (requestsPerSecond * nanos + next.requestsPerSecond * more) / both,
                    (failedPerSecond * nanos + next.failedPerSecond * more) / both,
                    higher(p95, next.p95));
        }

        private static @Nullable Duration higher(@Nullable Duration one, @Nullable Duration other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return one.compareTo(other) >= 0 ? one : other;
        }
    }

    /** Copies the lists. */
    public AgentResult {
        intervals = List.copyOf(intervals);
        warnings = List.copyOf(warnings);
        if ((state == State.LOST) != (loss != null)) {
            throw new IllegalArgumentException(
                    "agent \"" + name + "\": a loss belongs to those that are LOST, and to no other; got " + state
                            + (loss == null ? " without a loss" : " with a loss"));
        }
    }

    /** Tells whether it came when the run was under way. */
    public boolean isLate() {
        return joined.isPositive();
    }
}
