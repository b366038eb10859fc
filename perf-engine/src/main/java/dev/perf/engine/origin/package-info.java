/** The method that makes a test, by its name: for the command line, and for files that name one. */
@NullMarked
package dev.perf.engine.origin;

import org.jspecify.annotations.NullMarked;
