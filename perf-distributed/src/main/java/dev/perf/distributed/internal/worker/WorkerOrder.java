package dev.perf.distributed.internal.worker;

import dev.perf.engine.fleet.Share;
import dev.perf.load.Rate;
import java.time.Duration;

/**
 * What a worker is told to do. Moments are those of {@link System#nanoTime} in the process that gives the order; a
 * worker's own clock is compared with it beforehand. Times of the run are counted from its start.
 */
public sealed interface WorkerOrder {

    /**
     * Make the plan, compile it and get ready; answered by {@link WorkerReport.Prepared} or {@link
     * WorkerReport.PrepareFailed}. Once only, before all others but {@link AllowedUntil}.
     *
     * @param recipe bytes of a {@link Recipe}, which nobody between coordinator and worker needs to read
     * @param share the worker's part of the load at the start
     */
    record Prepare(byte[] recipe, Share share) implements WorkerOrder {}

    /** Do the setup of the plan for all agents; answered by {@link WorkerReport.SetUp}. */
    record SetUp() implements WorkerOrder {}

    /**
     * Begin with what the setup left on another agent.
     *
     * @param values from {@link WorkerReport.SetUp#values}
     */
    record BeginWith(byte[] values) implements WorkerOrder {}

    /**
     * Begin the load at a moment; answered by {@link WorkerReport.Begun}, by {@link WorkerReport.Entry} for each
     * entry of the journal, and at last by {@link WorkerReport.Ended}.
     *
     * @param startNanos the moment, by {@link System#nanoTime} of this process
     */
    record Begin(long startNanos) implements WorkerOrder {}

    /** Have another share from a time of the run on. */
    record Reshare(Share share, Duration from) implements WorkerOrder {}

    /** Begin no more iterations. */
    record Stop(String reason) implements WorkerOrder {}

    /** Interrupt running iterations. */
    record Abort(String reason) implements WorkerOrder {}

    /** Have load time stand still from a time of the run on. */
    record Pause(Duration at) implements WorkerOrder {}

    /** Have load time go on from a time of the run on. */
    record Resume(Duration at) implements WorkerOrder {}

    /** Set the rate of a scenario, over all agents together. */
    record SetRate(String scenario, Rate rate, Duration at) implements WorkerOrder {}

    /** Set the users of a scenario, over all agents together. */
    record SetUsers(String scenario, int users, Duration at) implements WorkerOrder {}

    /**
     * Begin a workload that starts after another.
     *
     * @param workload its place in the plan, from 0
     * @param at the time of the run
     */
    record BeginWorkload(int workload, Duration at) implements WorkerOrder {}

    /**
     * Send nothing after a moment unless it is put off again: the lease.
     *
     * @param nanos the moment, by {@link System#nanoTime} of this process
     */
    record AllowedUntil(long nanos) implements WorkerOrder {}

    /** Do the teardown of the plan for all agents; answered by {@link WorkerReport.TornDown}. */
    record TearDown() implements WorkerOrder {}
}
