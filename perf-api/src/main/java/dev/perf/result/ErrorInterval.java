package dev.perf.result;

import java.time.Duration;

/**
 * How often something failed in one stretch of a run.
 *
 * @param start its beginning, since the start of the load, the warm-up included
 * @param length its length
 * @param count how often
 */
public record ErrorInterval(Duration start, Duration length, long count) {}
