/** What the users of a file do, step by step. */
@NullMarked
package dev.perf.engine.internal.settings.flow;

import org.jspecify.annotations.NullMarked;
