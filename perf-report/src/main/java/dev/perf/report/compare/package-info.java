/**
 * Comparison of two runs of one test. Knows what runs measured, and neither files of reports nor how a comparison is shown.
 */
@NullMarked
package dev.perf.report.compare;

import org.jspecify.annotations.NullMarked;
