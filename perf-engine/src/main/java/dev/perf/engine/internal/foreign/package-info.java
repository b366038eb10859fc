/** Protocols that others bring: turns what they compile into nodes, and measures what they send. */
@NullMarked
package dev.perf.engine.internal.foreign;

import org.jspecify.annotations.NullMarked;
