/**
 * Whether the generator was the limit: what is read of it each second, the limits of that, and the verdict. Knows
 * nothing of plans, users or requests; {@code measure} hands it their times as numbers.
 */
@NullMarked
package dev.perf.engine.internal.health;

import org.jspecify.annotations.NullMarked;
