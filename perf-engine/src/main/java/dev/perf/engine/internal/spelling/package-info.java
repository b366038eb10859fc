/** Guesses at what a misspelt name was meant to be. Knows nothing of what the names stand for. */
@NullMarked
package dev.perf.engine.internal.spelling;

import org.jspecify.annotations.NullMarked;
