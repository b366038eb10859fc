/** The machines that put on the load of a run together. Knows nothing of how they are reached. */
@NullMarked
package dev.perf.fleet;

import org.jspecify.annotations.NullMarked;
