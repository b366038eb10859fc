package dev.perf.engine.fleet;

import dev.perf.load.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The load of a run, put on by agents that are ready for it: the plan is compiled on each. Methods that do not say so
 * return at once. Thread-safe.
 */
public interface FleetLoad extends AutoCloseable {

    /**
     * An agent that takes part.
     *
     * @param index its place among the weights of shares
     * @param name its name, unique in the run
     * @param address where it is
     * @param capacity requests or iterations per second that it says it can do; 0 where it says nothing
     * @param labels what it is labelled with
     * @param clockOffset by how much its clock is ahead of the coordinator's
     * @param clockUncertainty by how much that may be wrong, to either side
     */
    record Agent(
            int index,
            String name,
            String address,
            double capacity,
            Map<String, String> labels,
            Duration clockOffset,
            Duration clockUncertainty) {}

    /** Is told what comes from agents. Calls come from any thread, for one agent one at a time and in order. */
    interface Watcher {

        /**
         * An agent has ended an interval, or all of its part.
         *
         * @param agent place of the agent
         * @param entry the entry of its journal
         */
        void entry(int agent, byte[] entry);

        /** An agent has begun, so long after the moment that was agreed on. */
        void begun(int agent, Duration late);

        /** An agent joins a run that is under way; it has a share from {@code from} of the run's time on. */
        void joined(Agent agent, Duration from);

        /**
         * An agent is lost: nothing more comes of it.
         *
         * @param cause in words, such as "its process was killed"
         */
        void lost(int agent, String cause);

        /** From {@code from} of the run's time on the load is divided in another way. */
        void shared(List<Integer> weights, Duration from);

        /** Something that people should know. */
        void warned(String warning);

        /** The run cannot go on; it is to be stopped for that reason. */
        void failed(String reason);
    }

    /** Returns the agents that begin the run, by their places. */
    List<Agent> agents();

    /** Returns the weights that the load is divided by at the start. */
    List<Integer> weights();

    /**
     * Has the setup of the plan done, by one agent for all; blocks until it is done.
     *
     * @return why it failed; null where it did not
     */
    @Nullable
    String setUp() throws InterruptedException;

    /**
     * Has all agents begin at the same moment; blocks until that moment is known.
     *
     * @return the moment, by {@link System#nanoTime} of this process; it may lie ahead
     */
    long begin(Watcher watcher) throws InterruptedException;

    /** No iteration begins any more; running ones get the graceful stop. */
    void stop(String reason);

    /** Running iterations are interrupted. */
    void abort(String reason);

    /** The load time stands still from {@code at} of the run's time on, on all agents. */
    void pause(Duration at);

    /** The load time goes on from {@code at} of the run's time on. */
    void resume(Duration at);

    /** Sets the rate of a scenario, over all agents together. */
    void setRate(String scenario, Rate rate, Duration at);

    /** Sets the users of a scenario, over all agents together. */
    void setUsers(String scenario, int users, Duration at);

    /**
     * Has a workload begin that starts after another.
     *
     * @param workload its place in the plan, from 0
     * @param at the time of the run
     */
    void beginWorkload(int workload, Duration at);

    /**
     * Has an agent do nothing more for the run, for what it tells is of no use; it counts as lost.
     *
     * @param cause why, as the end of a sentence
     */
    void exclude(int agent, String cause);

    /**
     * Has the teardown of the plan done; blocks until it is done.
     *
     * @return why it failed; null where it did not
     */
    @Nullable
    String tearDown() throws InterruptedException;

    /** The run is over: agents are free for others. */
    @Override
    void close();
}
