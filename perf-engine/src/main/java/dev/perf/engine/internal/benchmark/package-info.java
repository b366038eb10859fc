/**
 * Measures plain Java code: threads, rounds and their statistics. Knows nothing of load, users and the console.
 */
@NullMarked
package dev.perf.engine.internal.benchmark;

import org.jspecify.annotations.NullMarked;
