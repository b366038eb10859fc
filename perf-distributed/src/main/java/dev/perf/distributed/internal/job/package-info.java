/**
 * Which test of a queue runs when, and on which agents: arithmetic over what waits and what is free, and the ports of a
 * fleet, of a clock and of the runs. Knows nothing of files, and nothing of how agents are reached.
 */
@NullMarked
package dev.perf.distributed.internal.job;

import org.jspecify.annotations.NullMarked;
