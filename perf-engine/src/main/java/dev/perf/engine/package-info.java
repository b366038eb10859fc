/** The engine: runs plans in this JVM on virtual threads. Found through {@code dev.perf.spi.Engine}. */
@NullMarked
package dev.perf.engine;

import org.jspecify.annotations.NullMarked;
