/**
 * The search for the capacity of a system: which loads are tried one after the other, and what came of each. It knows
 * plans and results, but not how a plan is run.
 */
@NullMarked
package dev.perf.search;

import org.jspecify.annotations.NullMarked;
