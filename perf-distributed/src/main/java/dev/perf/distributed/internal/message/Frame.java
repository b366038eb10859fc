package dev.perf.distributed.internal.message;

/**
 * A message with what it belongs to.
 *
 * @param run id of the run; empty where it belongs to none
 * @param epoch how often the load of the run was divided anew; 0 where that does not matter
 * @param sequence number of the entry of a journal, from 1 on; 0 where there is none
 * @param message what is said
 */
public record Frame(String run, int epoch, long sequence, Message message) {

    /** Returns a message that belongs to no run. */
    public static Frame of(Message message) {
        return new Frame("", 0, 0, message);
    }

    /** Returns a message about a run. */
    public static Frame of(String run, Message message) {
        return new Frame(run, 0, 0, message);
    }
}
