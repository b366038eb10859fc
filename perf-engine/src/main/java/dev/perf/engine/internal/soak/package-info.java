/** What long runs are watched for: the health of the system while they go, and the drift of their numbers. */
@NullMarked
package dev.perf.engine.internal.soak;

import org.jspecify.annotations.NullMarked;
