/** A Gatling simulation as a Perf test: the sample of {@code docs/from-gatling.md}. */
@NullMarked
package dev.perf.samples.gatling;

import org.jspecify.annotations.NullMarked;
