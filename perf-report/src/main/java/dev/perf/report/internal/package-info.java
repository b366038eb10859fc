/** What all report formats share. */
@NullMarked
package dev.perf.report.internal;

import org.jspecify.annotations.NullMarked;
