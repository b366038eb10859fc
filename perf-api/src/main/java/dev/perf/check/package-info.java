/**
 * Values taken from a response, and verdicts on them.
 */
@NullMarked
package dev.perf.check;

import org.jspecify.annotations.NullMarked;
