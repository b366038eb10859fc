/**
 * Benchmarks of plain Java code: what is measured, and what came of it. Measures in this JVM, without forks; it is no
 * replacement for JMH. Knows nothing of scenarios, virtual users and load.
 */
@NullMarked
package dev.perf.benchmark;

import org.jspecify.annotations.NullMarked;
