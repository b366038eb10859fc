package dev.perf.scenario;

import java.time.Duration;

/** The length of a pause between steps: constant, or drawn anew for each pause from the run's seed. */
public sealed interface ThinkTime {

    /** Always the same. */
    record Constant(Duration duration) implements ThinkTime {}

    /** Any length from {@code min} to {@code max}, each equally likely. */
    record Uniform(Duration min, Duration max) implements ThinkTime {}

    /** Exponentially distributed: independent events with {@code mean} between them. */
    record Exponential(Duration mean) implements ThinkTime {}

    /** Normally distributed; lengths below zero become zero. */
    record Normal(Duration mean, Duration standardDeviation) implements ThinkTime {}
}
