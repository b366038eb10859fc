/**
 * The machines that put on the load of a run together, as a test names them: {@code test.runOn(Fleet.local(3))}. Says how
 * agents are found, how load is divided among them and what is done when one is lost. Knows nothing of how they are
 * reached: that is the business of a {@link dev.perf.spi.FleetEngine}.
 */
@NullMarked
package dev.perf.fleet;

import org.jspecify.annotations.NullMarked;
