package dev.perf.result;

import dev.perf.slo.Slo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a service level objective.
 *
 * @param slo the objective
 * @param met whether it held, over the whole run and in all windows; without requests it did not
 * @param target the share or rate per second that was promised: of requests that are to be good, or per second
 * @param actual the share or rate that there was; null without requests
 * @param requests how many requests it rests on
 * @param bad how many of them were not as promised; zero where a rate is promised
 * @param budgetSpent the share of the error budget that they have spent, above 1 where it is overdrawn: bad requests over
 *     those that the objective allows of as many; null without requests, and where a rate is promised. It is the burn rate
 *     of the run as well
 * @param windows what came of each window, in the objective's order
 * @param message one sentence with the numbers
 */
public record SloResult(
        Slo slo,
        boolean met,
        double target,
        @Nullable Double actual,
        long requests,
        long bad,
        @Nullable Double budgetSpent,
        List<WindowResult> windows,
        String message) {

    /** Less of the budget left than that is a warning. */
    private static final double LITTLE = 0.1;

    /** How things stand. */
    public enum State {
        /** It held. */
        MET,
        /** It held, but less than a tenth of the error budget is left. */
        AT_RISK,
        /** It did not hold. */
        MISSED,
        /** It did not hold, because there were no requests. */
        NO_DATA
    }

    /**
     * What came of the windows of one length.
     *
     * @param window the window
     * @param met whether it held in all of them
     * @param worst the share or rate of the worst of them; null where none had requests
     * @param burn the burn rate of that one; null without, and where a rate is promised
     * @param end when it ended, since the start of the load, the warm-up included; null without
     */
    public record WindowResult(
            Slo.Window window,
            boolean met,
            @Nullable Double worst,
            @Nullable Double burn,
            @Nullable Duration end) {}

    /** Copies the windows. */
    public SloResult {
        windows = List.copyOf(windows);
    }

    /** Returns the share of the error budget that is left, negative where it is overdrawn; null where there is none. */
    public @Nullable Double budgetLeft() {
        Double spent = budgetSpent;
        return spent == null ? null : (Double) (1 - spent);
    }

    /** Returns how things stand. */
    public State state() {
        if (actual == null) {
            return State.NO_DATA;
        }
        if (!met) {
            return State.MISSED;
        }
        Double left = budgetLeft();
        return left != null && left < LITTLE ? State.AT_RISK : State.MET;
    }
}
