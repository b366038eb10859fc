package dev.perf.distributed;

/**
 * What the jobs of a queue came to. Every job counts once.
 *
 * @param submitted all jobs
 * @param queued those that wait
 * @param running those that run, or are being stopped
 * @param passed those whose run has passed
 * @param failed those whose run has failed
 * @param invalid those whose agents were the limit
 * @param aborted those that were cancelled, or took too long
 * @param lost those that the fleet failed
 * @param refused those that the fleet never had the agents for
 */
public record QueueSummary(
        int submitted,
        int queued,
        int running,
        int passed,
        int failed,
        int invalid,
        int aborted,
        int lost,
        int refused) {

    /** Returns how many are over. */
    public int ended() {
        return passed + failed + invalid + aborted + lost + refused;
    }

    /** Returns which part of those that are over has passed, from 0 to 1; 0 if none is over. */
    public double passRate() {
        return ended() == 0 ? 0 : (double) passed / ended();
    }
}
