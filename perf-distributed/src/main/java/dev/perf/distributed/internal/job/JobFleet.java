package dev.perf.distributed.internal.job;

import dev.perf.distributed.internal.coordinator.UnpreparedException;
import dev.perf.fleet.FleetException;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.Execution;
import dev.perf.spi.RunOptions;
import java.util.List;
import java.util.Map;

/** A fleet that is connected, as a queue of tests sees it. Thread-safe. */
public interface JobFleet extends AutoCloseable {

    /**
     * An agent of the fleet.
     *
     * @param name its name, unique in the fleet
     * @param address where it is
     * @param labels what it is labelled with
     * @param capacity requests or iterations per second that it says it can do; 0 where it says nothing
     * @param cpu part of its processors that is busy, from 0 to 1; negative where that is unknown
     * @param running how many runs it has, by its own account, which may lag behind
     * @param maxRuns how many runs it takes at once
     */
    record AgentView(
            String name,
            String address,
            Map<String, String> labels,
            double capacity,
            double cpu,
            int running,
            int maxRuns) {

        /** Copies the labels. */
        public AgentView {
            labels = Map.copyOf(labels);
        }

        /** Tells whether it carries all labels that are asked for. */
        public boolean has(Map<String, String> required) {
            return labels.entrySet().containsAll(required.entrySet());
        }
    }

    /**
     * A run on some of the agents. Its {@link #await} may throw a {@link FleetException}, if agents were lost and there is no
     * result.
     */
    interface FleetRun extends Execution<RunResult> {

        /** Returns the agents that were lost to the run so far, each with the cause in words. */
        Map<String, String> lost();
    }

    /**
     * Returns the agents that are there at this moment, those that are busy among them. Waits for nothing: it is asked by
     * threads that hold a lock of the queue.
     */
    List<AgentView> agents();

    /** Tells whether agents may still join that are not there yet. */
    boolean mayGrow();

    /**
     * Has something done when an agent has come, has gone or has become free; from any thread.
     *
     * @param changed must not block; takes a lock of the queue, and so is called by threads that hold none of the fleet
     */
    void listen(Runnable changed);

    /**
     * Begins a run on agents, and on no others; blocks until they are reserved, within deadlines of the fleet. What is done
     * after that may be done in {@link FleetRun#await}.
     *
     * @throws InvalidPlanException if the plan has mistakes
     * @throws UnpreparedException if agents could not be reserved or prepared
     * @throws FleetException if the fleet cannot run it for a reason that would be there at each attempt
     * @throws InterruptedException if the thread is interrupted: what was begun is undone
     */
    FleetRun start(TestPlan plan, List<String> agents, RunOptions options) throws InterruptedException;

    /** Lets the agents go; does not block for long. */
    @Override
    void close();
}
