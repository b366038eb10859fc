/**
 * Files that were written for other systems, rewritten as trees to Perf's own form: each value and key keeps the place it was
 * read from, so that mistakes found later point into the file. What Perf's own form means is none of this package's business.
 */
@NullMarked
package dev.perf.engine.internal.dialect;

import org.jspecify.annotations.NullMarked;
