/** Searches for the highest load that holds: which level is next by arithmetic, and the runs that try it. */
@NullMarked
package dev.perf.engine.internal.search;

import org.jspecify.annotations.NullMarked;
