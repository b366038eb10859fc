/**
 * WebSocket steps: connect, send, await a message, ping and close, by the name of the user's socket.
 */
@NullMarked
package dev.perf.websocket;

import org.jspecify.annotations.NullMarked;
