/** Values that several sections of a file share: texts with placeholders, units, paths. */
@NullMarked
package dev.perf.engine.internal.settings.value;

import org.jspecify.annotations.NullMarked;
