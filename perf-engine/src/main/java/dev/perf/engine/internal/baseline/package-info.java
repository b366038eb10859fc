/** What an earlier run came to, read from its {@code summary.json}, for limits that follow from it. */
@NullMarked
package dev.perf.engine.internal.baseline;

import org.jspecify.annotations.NullMarked;
