/**
 * Keeps secrets out of what is written: names that look secret, and what to show in place of their values.
 */
@NullMarked
package dev.perf.engine.internal.mask;

import org.jspecify.annotations.NullMarked;
