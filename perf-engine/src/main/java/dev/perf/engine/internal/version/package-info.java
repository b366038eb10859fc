/** The version of Perf and where it runs, for reports and requests. */
@NullMarked
package dev.perf.engine.internal.version;

import org.jspecify.annotations.NullMarked;
