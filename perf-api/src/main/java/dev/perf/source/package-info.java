/**
 * Where the elements of a test were written, so that a mistake can be reported with its line.
 */
@NullMarked
package dev.perf.source;

import org.jspecify.annotations.NullMarked;
