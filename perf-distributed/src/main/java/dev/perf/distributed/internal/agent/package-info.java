/**
 * A process that puts on load for a coordinator: it joins, holds a lease, has each run done by a worker, and keeps what the
 * worker measured until the coordinator has it. Runs no code of the user itself, and knows nothing of other agents.
 */
@NullMarked
package dev.perf.distributed.internal.agent;

import org.jspecify.annotations.NullMarked;
