/**
 * The class path and the files of a test: what they are, how they get into another process, and where they are kept there.
 * Knows nothing of how messages travel.
 */
@NullMarked
package dev.perf.distributed.internal.bundle;

import org.jspecify.annotations.NullMarked;
