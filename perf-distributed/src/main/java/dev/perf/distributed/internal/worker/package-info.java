/**
 * The child JVM in which an agent runs the user's code: how it is started and ended, and what the two tell each other
 * over its standard streams. Knows nothing of other agents, and nothing of how the agent got its orders.
 */
@NullMarked
package dev.perf.distributed.internal.worker;

import org.jspecify.annotations.NullMarked;
