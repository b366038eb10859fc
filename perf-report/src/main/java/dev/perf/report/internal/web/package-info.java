/** The HTTP server of what a run serves while it goes on. Knows nothing of runs. */
@NullMarked
package dev.perf.report.internal.web;

import org.jspecify.annotations.NullMarked;
