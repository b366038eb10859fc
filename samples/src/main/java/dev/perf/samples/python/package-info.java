/** A performance module of Python as Perf tests and benchmarks: the sample of {@code docs/from-python.md}. */
@NullMarked
package dev.perf.samples.python;

import org.jspecify.annotations.NullMarked;
