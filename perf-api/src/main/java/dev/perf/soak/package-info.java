/**
 * What a long run adds to a test: checks of the system's health while it goes, and limits on how its numbers drift. It
 * knows nothing of how a plan is run.
 */
@NullMarked
package dev.perf.soak;

import org.jspecify.annotations.NullMarked;
