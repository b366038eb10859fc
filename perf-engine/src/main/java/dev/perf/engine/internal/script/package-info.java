/**
 * Scenarios compiled into nodes, and the virtual user that they run on. Knows no protocol.
 */
@NullMarked
package dev.perf.engine.internal.script;

import org.jspecify.annotations.NullMarked;
