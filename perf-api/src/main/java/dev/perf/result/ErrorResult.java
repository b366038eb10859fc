package dev.perf.result;

import java.time.Duration;

/**
 * Failures of one kind, with one message, of requests or steps of one name.
 *
 * @param kind a word from a bounded set: {@code status}, {@code check}, {@code timeout}, {@code connect_refused}, ...
 * @param request name of the request or step
 * @param message what happened, with values cut short
 * @param count how often
 * @param firstSeen when first, since the start of the load, the warm-up included
 * @param lastSeen when last, likewise
 */
public record ErrorResult(
        String kind, String request, String message, long count, Duration firstSeen, Duration lastSeen) {}
