package dev.perf.result;

/**
 * The account of all iterations. At the end of a run {@code scheduled = started + dropped} and
 * {@code started = completed + failed + interrupted}.
 *
 * @param scheduled iterations that were due
 * @param started iterations that began
 * @param dropped iterations that were due and never began for want of a virtual user
 * @param completed iterations that ran to their end, all requests, checks and steps of which were in order
 * @param failed iterations that ran to their end, or were ended by an error, with at least one failed request, check
 *     or step
 * @param interrupted iterations cut off because the run or a falling ramp did not wait for them any longer
 */
public record Ledger(long scheduled, long started, long dropped, long completed, long failed, long interrupted) {

    /** The account before the first iteration. */
    public static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0, 0);

    /** Returns the iterations that have begun and not ended. */
    public long running() {
        return started - completed - failed - interrupted;
    }

    /** Tells whether the account adds up, which it must at the end of a run. */
    public boolean balanced() {
        return scheduled == started + dropped && running() == 0;
    }
}
