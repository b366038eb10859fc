/**
 * Comparison of two runs of one test, measured in this process or read from their reports. Does not know how a comparison
 * is shown as a page.
 */
@NullMarked
package dev.perf.report.compare;

import org.jspecify.annotations.NullMarked;
