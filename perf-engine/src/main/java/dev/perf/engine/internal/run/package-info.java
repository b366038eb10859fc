/**
 * A run: it schedules virtual users as the profiles say, and ends them in order.
 */
@NullMarked
package dev.perf.engine.internal.run;

import org.jspecify.annotations.NullMarked;
