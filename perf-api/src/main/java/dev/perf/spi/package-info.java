/**
 * The ports of Perf: the engine that runs plans, the writers that turn results into files, the listeners that watch.
 */
@NullMarked
package dev.perf.spi;

import org.jspecify.annotations.NullMarked;
