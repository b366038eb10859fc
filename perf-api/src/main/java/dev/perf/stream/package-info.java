/**
 * What steps on a connection that stays open have in common, whatever is spoken over it: WebSocket or server-sent
 * events.
 */
@NullMarked
package dev.perf.stream;

import org.jspecify.annotations.NullMarked;
