/**
 * A run on several agents, as its two ends see it: whoever conducts it gets its load from a {@link
 * dev.perf.engine.fleet.FleetLoad}, and each agent's process puts on its share with a {@link
 * dev.perf.engine.fleet.ShareRun}. Knows nothing of how they reach each other.
 */
@NullMarked
package dev.perf.engine.fleet;

import org.jspecify.annotations.NullMarked;
