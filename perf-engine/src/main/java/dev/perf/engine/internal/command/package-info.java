/**
 * What main(args) does: flags, overrides, the shutdown on Ctrl-C and the exit code.
 */
@NullMarked
package dev.perf.engine.internal.command;

import org.jspecify.annotations.NullMarked;
