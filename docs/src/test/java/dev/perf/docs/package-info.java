/** The code that the guide shows, compiled and run, and the test that the guide shows exactly this code. */
@NullMarked
package dev.perf.docs;

import org.jspecify.annotations.NullMarked;
