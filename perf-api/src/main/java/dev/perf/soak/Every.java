package dev.perf.soak;

import static dev.perf.source.Given.given;

import dev.perf.text.DurationText;
import java.time.Duration;

/**
 * When a health check runs and what its failure means. The first comes one interval after the start of the run, warm-up
 * included.
 *
 * @param interval time from one check to the next, positive; a check that is due while the one before runs is left out
 * @param limit how long a check may take
 * @param onlyWarns whether a failure is a warning in the result, rather than a failed run
 */
public record Every(Duration interval, Duration limit, boolean onlyWarns) {

    /** How long a check may take unless set otherwise: 10 s. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

    /**
     * Sets how long a check may take.
     *
     * @param time positive; 10 s unless set
     */
    public Every within(Duration time) {
        return new Every(interval, given(time, "time"), onlyWarns);
    }

    /** Makes a failure a warning in the result; unless so, it fails the run. */
    public Every onlyWarning() {
        return new Every(interval, limit, true);
    }

    @Override
    public String toString() {
        return "every " + DurationText.of(interval) + " within " + DurationText.of(limit)
                + (onlyWarns ? ", only warning" : "");
    }
}
