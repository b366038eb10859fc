/** {@code summary.json}: the result for machines. Its fields are a contract; numbers never follow a locale. */
@NullMarked
package dev.perf.report.internal.json;

import org.jspecify.annotations.NullMarked;
