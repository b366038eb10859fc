/**
 * Several tests over one fleet: {@link dev.perf.distributed.TestQueue} takes tests, runs each on agents that suit it as soon
 * as they are free, and keeps what came of them. A single test needs none of this; see {@link dev.perf.fleet.Fleet}.
 */
@NullMarked
package dev.perf.distributed;

import org.jspecify.annotations.NullMarked;
