/**
 * Finds values in texts and documents, by the notations that people use for that. Knows nothing of requests and
 * responses.
 */
@NullMarked
package dev.perf.engine.internal.extract;

import org.jspecify.annotations.NullMarked;
