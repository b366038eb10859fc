/**
 * Times, counts, rates and shares as people write and read them, the same everywhere: in plans, flags, messages,
 * consoles and reports; and what names were meant to be that people have misspelt.
 */
@NullMarked
package dev.perf.text;

import org.jspecify.annotations.NullMarked;
