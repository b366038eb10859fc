package dev.perf.search;

import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import java.time.Duration;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One level of load that a search tried.
 *
 * @param number place in the order of the search, from 1
 * @param level arrivals per second, or users
 * @param purpose why this level
 * @param startedAt when it began, since the start of the search
 * @param outcome what came of it
 * @param reason why, in one sentence: the threshold that broke with its actual value
 * @param achieved iterations begun per second of the measured time; in the open model below the level where iterations
 *     were dropped
 * @param run everything that was measured
 */
public record CapacityStep(
        int number,
        double level,
        Purpose purpose,
        Duration startedAt,
        Outcome outcome,
        String reason,
        double achieved,
        RunResult run) {

    /** Why a level is tried. */
    public enum Purpose {
        /** All levels below held. */
        RAISE,
        /** It lies between the highest level that held and the lowest that did not. */
        BISECT,
        /** It held before, and is to do so again. */
        CONFIRM
    }

    /** What came of a level. */
    public enum Outcome {
        /** All thresholds held. */
        HELD,
        /** A threshold did not hold, no request succeeded, or iterations were dropped. */
        BROKE,
        /** The generator was the limit: the step says nothing about the target. */
        INVALID,
        /** The search was stopped in the middle of it. */
        ABORTED
    }

    /** Tells whether the level held. */
    public boolean held() {
        return outcome == Outcome.HELD;
    }

    /** Returns the threshold that broke, the first of several; null where none did. */
    public @Nullable ThresholdResult broken() {
        return run.thresholds().stream()
                .filter(threshold -> !threshold.passed())
                .min(Comparator.comparing(
                        ThresholdResult::firstBreach, Comparator.nullsLast(Comparator.naturalOrder())))
                .orElse(null);
    }

    /** Returns the share of requests that failed, from 0 to 1. */
    public double errorRate() {
        return run.requestCount() == 0 ? 0 : (double) run.failedCount() / run.requestCount();
    }
}
