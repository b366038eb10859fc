/** A protocol of one's own, as small as can be: lines over TCP. Shows what {@code dev.perf.protocol} takes. */
@NullMarked
package dev.perf.samples.lines;

import org.jspecify.annotations.NullMarked;
