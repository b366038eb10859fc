/**
 * Progress and verdict for people at a terminal or reading a log.
 */
@NullMarked
package dev.perf.engine.internal.console;

import org.jspecify.annotations.NullMarked;
