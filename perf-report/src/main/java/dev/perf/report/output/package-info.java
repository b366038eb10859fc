/** Where a run may send its numbers while it goes on; {@link dev.perf.report.output.Outputs} has them all. */
@NullMarked
package dev.perf.report.output;

import org.jspecify.annotations.NullMarked;
