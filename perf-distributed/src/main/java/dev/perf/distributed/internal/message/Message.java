package dev.perf.distributed.internal.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What coordinator and agents say to each other. Times of a run are nanoseconds since its start; other nanoseconds are
 * those of {@link System#nanoTime} of whoever is named.
 */
public sealed interface Message {

    /**
     * An agent would like to be one of a coordinator's.
     *
     * @param protocol version of these messages that it speaks
     * @param agentId unique, made when its process began
     * @param node what it is
     */
    record Hello(int protocol, String agentId, Node node) implements Message {}

    /**
     * The coordinator has taken an agent on.
     *
     * @param coordinatorId unique, made with the coordinator
     * @param heartbeatNanos how often there will be a lease
     * @param nodeTimeoutNanos after how long a silence the agent is lost
     * @param envelope {@link Appointment} of whoever says this, sealed as the security of the cluster has it
     */
    record Welcome(String coordinatorId, long heartbeatNanos, long nodeTimeoutNanos, byte[] envelope)
            implements Message {}

    /**
     * The coordinator does not take an agent on.
     *
     * @param reason in words
     * @param isFinal whether asking again is of no use
     */
    record Refuse(String reason, boolean isFinal) implements Message {}

    /**
     * The agent may put on load for so long.
     *
     * @param coordinatorId whose lease it is
     * @param number counts leases
     * @param sentNanos when it was sent, by the coordinator
     * @param validNanos from then on; not positive where it only asks for an answer
     */
    record Lease(String coordinatorId, long number, long sentNanos, long validNanos) implements Message {}

    /**
     * The answer to a lease.
     *
     * @param number of the lease
     * @param load how the agent is
     */
    record LeaseAck(long number, Load load) implements Message {}

    /** Asks for the clock of an agent; {@code sentNanos} by the coordinator. */
    record Ping(int number, long sentNanos) implements Message {}

    /**
     * The clock of an agent.
     *
     * @param sentNanos as in the ping
     * @param receivedNanos when the ping came, by the agent
     * @param repliedNanos when this was sent, by the agent
     * @param wallNanos when this was sent, in nanoseconds since 1970, by the agent
     */
    record Pong(int number, long sentNanos, long receivedNanos, long repliedNanos, long wallNanos) implements Message {}

    /** The agent is shut down and would like to be let off what it does. */
    record Leaving(String reason) implements Message {}

    /**
     * Get ready for a run.
     *
     * @param envelope {@link Orders}, sealed as the security of the cluster has it
     * @param index the agent's place
     * @param weights how the load is divided at the start
     */
    record Prepare(byte[] envelope, int index, List<Integer> weights) implements Message {}

    /** Something that the two ends of a shipment of the class path say to each other, in either direction. */
    record Bundle(byte[] message) implements Message {}

    /** The agent lacks nothing of the class path any more. */
    record BundleDone() implements Message {}

    /** The worker has made and compiled the plan, and that took so long. */
    record Prepared(long tookNanos) implements Message {}

    /**
     * The agent cannot take part.
     *
     * @param isOfPlan whether the worker could not make the plan, which is likely to be so everywhere
     */
    record PrepareFailed(String reason, boolean isOfPlan) implements Message {}

    /** Do the setup of the plan, for all. */
    record SetUp() implements Message {}

    /** The setup is done and left these values, as the worker writes them. */
    record SetUpDone(byte[] values) implements Message {}

    /** The setup failed, for that reason. */
    record SetUpFailed(String reason) implements Message {}

    /** The values that the setup left on another agent. */
    record BeginsWith(byte[] values) implements Message {}

    /**
     * Begin the load.
     *
     * @param agentNanos the start of the run, by the agent; in the past for one that comes late
     * @param index the agent's place
     * @param weights how the load is divided at the start
     */
    record StartAt(long agentNanos, int index, List<Integer> weights) implements Message {}

    /** The load has begun, so long after the start. */
    record Begun(long lateNanos) implements Message {}

    /**
     * A part of an entry of the journal; the frame has the number of the entry.
     *
     * @param part from 0 on
     * @param parts how many there are
     */
    record Entry(int part, int parts, byte[] bytes) implements Message {}

    /** All entries up to the frame's have been taken in. */
    record EntryAck() implements Message {}

    /** Entries from the frame's on are to be sent again. */
    record EntryWanted() implements Message {}

    /** The load is divided in another way from {@code atNanos} of the run on. */
    record ShareChange(int index, List<Integer> weights, long atNanos) implements Message {}

    /** The load time stands still from {@code atNanos} of the run on. */
    record Pause(long atNanos) implements Message {}

    /** The load time goes on from {@code atNanos} of the run on. */
    record Resume(long atNanos) implements Message {}

    /** Sets the rate of a scenario, over all agents together. */
    record SetRate(String scenario, double perSecond, long atNanos) implements Message {}

    /** Sets the users of a scenario, over all agents together. */
    record SetUsers(String scenario, int users, long atNanos) implements Message {}

    /** A workload that starts after another begins at {@code atNanos} of the run; {@code workload} is its place in the plan. */
    record BeginWorkload(int workload, long atNanos) implements Message {}

    /** No iteration begins any more. */
    record Stop(String reason) implements Message {}

    /** Running iterations are interrupted. */
    record Abort(String reason) implements Message {}

    /** Do the teardown of the plan, for all. */
    record TearDown() implements Message {}

    /** The teardown is done; {@code failure} says why it failed. */
    record TearDownDone(@Nullable String failure) implements Message {}

    /** The load has ended; the frame has the number of the last entry. */
    record Ended() implements Message {}

    /**
     * The process that ran the test is gone.
     *
     * @param cause in words; the same words for the same cause, whichever agent it befell
     * @param output the end of what it printed
     */
    record WorkerDied(String cause, String output) implements Message {}

    /** The process that ran the test said nothing for so long that the agent has killed it. */
    record WorkerSilent(long nanos) implements Message {}

    /** Something that people should know, from an agent. */
    record Log(String text) implements Message {}

    /** The run is over for the agent: it is free for others. */
    record Release(String reason) implements Message {}
}
