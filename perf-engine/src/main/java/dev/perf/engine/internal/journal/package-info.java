/**
 * What a run measures, written down while it goes, so that a report can be made of it whatever happens to the process.
 *
 * <p>{@link dev.perf.engine.internal.journal.RunFacts}, {@link dev.perf.engine.internal.journal.RunNews} and
 * {@link dev.perf.engine.internal.journal.RunEnd} are the bytes of a run besides those of its measurement and know of no
 * file; the rest brings entries to a file and back, and does not know what is in them.
 */
@NullMarked
package dev.perf.engine.internal.journal;

import org.jspecify.annotations.NullMarked;
