/** Live outputs into files: a line per series and interval. */
@NullMarked
package dev.perf.report.internal.output.file;

import org.jspecify.annotations.NullMarked;
