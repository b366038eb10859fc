package dev.perf.engine.internal.script;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the users of a scenario go on.
 *
 * @param thinkTime the time between iterations in which a user thinks
 * @param pacing the least time between the starts of two iterations; null for none
 * @param thinkTimeFactor what the lengths of pauses are multiplied by
 */
record Rhythm(ThinkTimeSampler thinkTime, @Nullable ThinkTimeSampler pacing, double thinkTimeFactor) {

    /**
     * Returns when the next iteration of {@code user} is to begin: when it has thought, and its pacing has passed.
     *
     * <p>The pacing counts from when the last one was meant to begin, not from when the generator came to it, so that
     * its lateness does not add up over many iterations.
     *
     * @param ended when the last iteration ended
     * @param began when it was meant to begin
     */
    long nextStart(VirtualUser user, long ended, long began) {
        long thought = ended + thinkTime.nanos(user);
        return pacing == null ? thought : Math.max(thought, began + pacing.nanos(user));
    }

    /** Returns how long a pause is that plain Java asks for. */
    long pauseNanos(Duration asked) {
        return thinkTimeFactor == 1 ? asked.toNanos() : (long) (asked.toNanos() * thinkTimeFactor);
    }
}
