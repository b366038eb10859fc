/**
 * Server-sent events (the event streams of the WHATWG HTML standard) as steps: connect, await an event, close, by the
 * name of the user's stream.
 */
@NullMarked
package dev.perf.sse;

import org.jspecify.annotations.NullMarked;
