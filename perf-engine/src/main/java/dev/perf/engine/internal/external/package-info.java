/**
 * What other load-testing tools recorded, as results of Perf: readers of their files, which hand over entries one after
 * the other, and a replay of these through Perf's own measurement, so that thresholds and reports mean the same. It
 * must not know how Perf itself puts load on anything.
 */
@NullMarked
package dev.perf.engine.internal.external;

import org.jspecify.annotations.NullMarked;
