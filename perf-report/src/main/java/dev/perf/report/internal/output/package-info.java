/**
 * What all live outputs have in common: the queue and the thread that keep a slow server away from the run, and the
 * options of their addresses.
 */
@NullMarked
package dev.perf.report.internal.output;

import org.jspecify.annotations.NullMarked;
