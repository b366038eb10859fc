/**
 * The page that a run serves while it goes on. What is drawn is what the report draws, from the same writers; here is what
 * is kept of the run so far, who watches, and how people act on it.
 */
@NullMarked
package dev.perf.report.internal.live;

import org.jspecify.annotations.NullMarked;
