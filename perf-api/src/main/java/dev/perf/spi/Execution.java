package dev.perf.spi;

/**
 * A {@link Run} or a {@link Search} under way: to be waited for, and to be ended early. Thread-safe.
 *
 * @param <R> what comes of it
 */
public interface Execution<R> {

    /**
     * Waits for the end, the report included.
     *
     * @throws InterruptedException if the waiting thread is interrupted; what is under way goes on
     */
    R await() throws InterruptedException;

    /**
     * Ends it early: no iteration begins any more, running ones get the graceful stop, then the result is made as usual,
     * with verdict ABORTED. Returns at once; further calls do nothing.
     *
     * @param reason why, for the result
     */
    void stop(String reason);

    /**
     * Ends it now: as {@link #stop}, but running iterations are interrupted and counted as such instead of getting the
     * graceful stop. May follow a stop. Returns at once.
     *
     * @param reason why, for the result
     */
    void abort(String reason);

    /**
     * Waits for the end as {@link #await()} does. If the waiting thread is interrupted, aborts, and still waits for the
     * report: what was aborted ends within seconds, and its report is worth them.
     *
     * @param reason why it is aborted then, for the result
     * @throws InterruptedException if the waiting thread was interrupted; all has ended
     */
    default R awaitOrAbort(String reason) throws InterruptedException {
        try {
            return await();
        } catch (InterruptedException interruption) {
            abort(reason);
            while (true) {
                try {
                    await();
                    break;
                } catch (InterruptedException again) {
                    // The first interruption is thrown, which is all that a second one could ask for.
                    continue;
                }
            }
            throw interruption;
        }
    }
}
