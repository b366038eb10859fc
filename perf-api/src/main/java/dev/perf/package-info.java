/**
 * The entry to Perf: {@link dev.perf.Perf} has the words of the DSL, {@link dev.perf.LoadTest} is what they make.
 */
@NullMarked
package dev.perf;

import org.jspecify.annotations.NullMarked;
