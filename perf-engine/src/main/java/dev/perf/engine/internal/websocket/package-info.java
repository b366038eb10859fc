/**
 * WebSocket over the JDK's client: sockets of users, and the steps on them.
 */
@NullMarked
package dev.perf.engine.internal.websocket;

import org.jspecify.annotations.NullMarked;
