/**
 * The {@code perf} command: load tests from a shell, without writing any Java. Knows the DSL and the ports, and leaves
 * running, console and reports to them.
 */
@NullMarked
package dev.perf.cli;

import org.jspecify.annotations.NullMarked;
