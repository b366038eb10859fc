/** Perf beside other programs on the same work: what a request costs, and how much a user takes. */
@NullMarked
package dev.perf.benchmarks;

import org.jspecify.annotations.NullMarked;
