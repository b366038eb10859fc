/**
 * Scenarios as text for people to read: what each step does, in a line.
 */
@NullMarked
package dev.perf.engine.internal.outline;

import org.jspecify.annotations.NullMarked;
