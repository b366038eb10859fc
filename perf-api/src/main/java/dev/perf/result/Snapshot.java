package dev.perf.result;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run at the end of an interval, for those who watch it.
 *
 * @param elapsed time since the start of the load, the warm-up included
 * @param planned length of the load profiles together and of the pauses so far, graceful stops not included
 * @param phase {@code warm-up}, {@code load}, {@code paused}, {@code graceful stop} or {@code done}
 * @param offeredPerSecond rate at which the open profiles want iterations to start now, or that they were set to; 0 without open
 *     profiles and during a pause
 * @param wantedUsers users that the closed profiles want now, or that were set; 0 without closed profiles
 * @param iterations how far the profiles with a set number of iterations are; {@link Iterations#NONE} without such
 * @param interval what happened since the last snapshot
 * @param ledger the account of the run so far
 * @param errors the errors of the run so far, most frequent first, at most ten
 * @param events what was done to the run since the last snapshot, in order
 * @param detail the interval by series, and what is to be thought of the run so far; null unless a listener of the run
 *     {@linkplain dev.perf.spi.RunListener#wantsDetail wants it}
 * @param agents how each agent of a run on several machines is, in the order in which they began, lost ones included; empty
 *     where the load comes from this process
 */
public record Snapshot(
        Duration elapsed,
        Duration planned,
        String phase,
        double offeredPerSecond,
        int wantedUsers,
        Iterations iterations,
        Interval interval,
        Ledger ledger,
        List<ErrorResult> errors,
        List<RunEvent> events,
        @Nullable SnapshotDetail detail,
        List<Agent> agents) {

    /**
     * How far profiles with a set number of iterations are, all of them together and the warm-up included.
     *
     * @param begun how many have begun
     * @param total how many there are
     */
    public record Iterations(long begun, long total) {
        /** There is no profile with a set number of iterations. */
        public static final Iterations NONE = new Iterations(0, 0);

        /** Returns this number and {@code other} together. */
        public Iterations plus(Iterations other) {
            return new Iterations(begun + other.begun, total + other.total);
        }
    }

    /**
     * How an agent is.
     *
     * @param name name of the agent, unique in the run
     * @param state whether it is still there
     * @param users virtual users alive on it
     * @param requestsPerSecond requests of the agent that ended in its last interval, failed ones among them, per second
     * @param failedPerSecond requests that failed in it, per second
     * @param p95 response time that 95 % of the requests of that interval stayed within; null where none ended
     * @param lag how far its numbers are behind those of the agent that is furthest
     */
    public record Agent(
            String name,
            State state,
            int users,
            double requestsPerSecond,
            double failedPerSecond,
            @Nullable Duration p95,
            Duration lag) {

        /** Whether an agent is still there. */
        public enum State {
            /** It does its part. */
            RUNNING,
            /** It has done its part. */
            ENDED,
            /** It died, hung or was cut off. */
            LOST
        }
    }

    /** Copies the lists. */
    public Snapshot {
        errors = List.copyOf(errors);
        events = List.copyOf(events);
        agents = List.copyOf(agents);
    }

    /** Creates the state of a run whose load comes from this process. */
    public Snapshot(
            Duration elapsed,
            Duration planned,
            String phase,
            double offeredPerSecond,
            int wantedUsers,
            Iterations iterations,
            Interval interval,
            Ledger ledger,
            List<ErrorResult> errors,
            List<RunEvent> events,
            @Nullable SnapshotDetail detail) {
        this(
                elapsed,
                planned,
                phase,
                offeredPerSecond,
                wantedUsers,
                iterations,
                interval,
                ledger,
                errors,
                events,
                detail,
                List.of());
    }

    /** Returns this state, of a run on several machines. */
    public Snapshot withAgents(List<Agent> those) {
        return new Snapshot(
                elapsed,
                planned,
                phase,
                offeredPerSecond,
                wantedUsers,
                iterations,
                interval,
                ledger,
                errors,
                events,
                detail,
                those);
    }

    /** Returns how many agents do their part. */
    public long runningAgents() {
        return agents.stream()
                .filter(agent -> agent.state() == Agent.State.RUNNING)
                .count();
    }
}
