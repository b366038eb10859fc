/** The one thread that owns all state of a coordinator or an agent, and its clock, so that tests can bring time of their own. */
@NullMarked
package dev.perf.distributed.internal.loop;

import org.jspecify.annotations.NullMarked;
