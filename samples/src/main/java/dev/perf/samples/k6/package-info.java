/** A k6 script, its options and its data, as a Perf test: the sample of {@code docs/from-k6.md}. */
@NullMarked
package dev.perf.samples.k6;

import org.jspecify.annotations.NullMarked;
