/** The load of a file, in its four forms. */
@NullMarked
package dev.perf.engine.internal.settings.load;

import org.jspecify.annotations.NullMarked;
