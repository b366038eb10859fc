/**
 * Service level objectives: what users of a system are promised, such as 99.9 % of requests succeed.
 *
 * <p>A threshold is a limit on one number. A {@link dev.perf.slo.Slo} is a promise with a budget: the share that may go
 * wrong. A run tells how much of that <em>error budget</em> its requests have spent, and how fast it burned in the worst
 * window. Objectives are counted exactly, request by request, not read from percentiles.
 *
 * <p>All types are immutable plain data, made in Java with {@link dev.perf.slo.Slos} or read from elsewhere.
 */
@NullMarked
package dev.perf.slo;

import org.jspecify.annotations.NullMarked;
