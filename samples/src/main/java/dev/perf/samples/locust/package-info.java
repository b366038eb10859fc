/** A locustfile as a Perf test: the sample of {@code docs/from-locust.md}. */
@NullMarked
package dev.perf.samples.locust;

import org.jspecify.annotations.NullMarked;
