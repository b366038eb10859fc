/** Who is in a cluster, and how bytes get from one member to another. Knows nothing of what the bytes mean. */
@NullMarked
package dev.perf.distributed.internal.transport;

import org.jspecify.annotations.NullMarked;
