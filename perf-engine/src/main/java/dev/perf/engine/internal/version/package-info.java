/** The version of Perf, for reports and requests. */
@NullMarked
package dev.perf.engine.internal.version;

import org.jspecify.annotations.NullMarked;
