/** Who belongs to a fleet and in which role, and how that is proved. Knows nothing of runs or of how members meet. */
@NullMarked
package dev.perf.distributed.internal.security;

import org.jspecify.annotations.NullMarked;
