/**
 * The port of live outputs: what a run sends its numbers to while it goes on. Implementations are in {@code perf-report}
 * ({@code dev.perf.report.output.Outputs}), or your own.
 */
@NullMarked
package dev.perf.output;

import org.jspecify.annotations.NullMarked;
