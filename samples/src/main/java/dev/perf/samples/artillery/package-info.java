/** An Artillery script as a Perf test: the sample of {@code docs/from-artillery.md}. */
@NullMarked
package dev.perf.samples.artillery;

import org.jspecify.annotations.NullMarked;
