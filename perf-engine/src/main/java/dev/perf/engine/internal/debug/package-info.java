/**
 * A test done once by one user, for people to see what it does; and the trace of the first user that fails in a run.
 */
@NullMarked
package dev.perf.engine.internal.debug;

import org.jspecify.annotations.NullMarked;
