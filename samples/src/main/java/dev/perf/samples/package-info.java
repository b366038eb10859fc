/**
 * Runnable load tests against the demo shop, to read, run and copy from.
 */
@NullMarked
package dev.perf.samples;

import org.jspecify.annotations.NullMarked;
