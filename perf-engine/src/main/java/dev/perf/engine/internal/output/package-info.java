/** Outputs that are asked for by name, in flags and in files. */
@NullMarked
package dev.perf.engine.internal.output;

import org.jspecify.annotations.NullMarked;
