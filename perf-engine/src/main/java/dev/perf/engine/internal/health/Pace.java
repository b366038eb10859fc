package dev.perf.engine.internal.health;

/**
 * Times that were measured in an interval; not a number where there were none.
 *
 * @param lagMillis 95th percentile of what starts were late
 * @param responseMillis 95th percentile of response times
 * @param serviceMillis 95th percentile of service times
 * @param connectionWait mean wait for a connection that is not for opening it, as a share of the mean response time
 */
public record Pace(double lagMillis, double responseMillis, double serviceMillis, double connectionWait) {}
