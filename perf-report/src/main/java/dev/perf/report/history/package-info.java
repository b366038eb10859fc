/** What the runs of tests came to, run after run: a file of one line per run. Does not know how it is shown as a page. */
@NullMarked
package dev.perf.report.history;

import org.jspecify.annotations.NullMarked;
