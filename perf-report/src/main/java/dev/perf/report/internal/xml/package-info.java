/** {@code thresholds.xml}: what came of the thresholds, for those who show the results of JUnit. */
@NullMarked
package dev.perf.report.internal.xml;

import org.jspecify.annotations.NullMarked;
