/** Numbers and texts as bytes, small and the same on every machine; knows nothing of what they mean or where they go. */
@NullMarked
package dev.perf.engine.internal.wire;

import org.jspecify.annotations.NullMarked;
