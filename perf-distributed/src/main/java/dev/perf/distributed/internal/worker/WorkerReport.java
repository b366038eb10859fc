package dev.perf.distributed.internal.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What comes of a worker. */
public sealed interface WorkerReport {

    /**
     * Its process is there and takes orders.
     *
     * @param pid number of its process
     * @param java version of its Java
     * @param perf version of Perf on its class path
     */
    record Started(long pid, String java, String perf) implements WorkerReport {}

    /** It is alive, whatever the user's code does: said once per {@link WorkerStart#heartbeat}. */
    record Alive() implements WorkerReport {}

    /**
     * The plan is made and compiled.
     *
     * @param took how long that took
     */
    record Prepared(Duration took) implements WorkerReport {}

    /**
     * The plan cannot be made, is another one than the coordinator's, or has mistakes.
     *
     * @param text all that is wrong, for people
     */
    record PrepareFailed(String text) implements WorkerReport {}

    /**
     * The setup is done.
     *
     * @param failure why it failed; null where it did not
     * @param values the session values that it left, for {@link WorkerOrder.BeginWith}; empty where it failed
     */
    record SetUp(@Nullable String failure, byte[] values) implements WorkerReport {}

    /** The load has begun, so long after the moment that was ordered; first entries may have come before. */
    record Begun(Duration late) implements WorkerReport {}

    /** The journal of the share has one more entry. */
    record Entry(byte[] bytes) implements WorkerReport {}

    /** All users have ended and the last entry was reported. */
    record Ended() implements WorkerReport {}

    /**
     * The teardown is done.
     *
     * @param failure why it failed; null where it did not
     */
    record TornDown(@Nullable String failure) implements WorkerReport {}

    /**
     * An order could not be carried out; the share may go on.
     *
     * @param order its name, such as {@code "Begin"}
     * @param text why, for people, with the stack trace where it is a fault of Perf
     */
    record Failed(String order, String text) implements WorkerReport {}

    /** A line that the user's code printed to an output of the process; more than a few per second are left out and counted. */
    record Log(String line) implements WorkerReport {}

    /**
     * It is gone: by {@link Worker#close}, or of itself. The last report.
     *
     * @param cause in words, such as {@code "killed with SIGKILL"} or {@code "called System.exit(3)"}
     * @param output the end of what it printed, empty where it printed nothing
     */
    record Died(String cause, String output) implements WorkerReport {}
}
