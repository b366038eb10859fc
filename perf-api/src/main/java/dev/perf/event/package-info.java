/** What a test may listen to: requests, the start of a run and its end. Knows nothing of how it is run. */
@NullMarked
package dev.perf.event;

import org.jspecify.annotations.NullMarked;
