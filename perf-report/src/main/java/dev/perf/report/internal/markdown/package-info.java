/** {@code summary.md}: the result on a page of a CI server. */
@NullMarked
package dev.perf.report.internal.markdown;

import org.jspecify.annotations.NullMarked;
