/** Puts together what a run on a fleet needs. */
@NullMarked
package dev.perf.distributed.internal;

import org.jspecify.annotations.NullMarked;
