/**
 * How much load to apply, and when: open and closed load profiles as plain numbers. Knows no clock and no thread.
 */
@NullMarked
package dev.perf.load;

import org.jspecify.annotations.NullMarked;
