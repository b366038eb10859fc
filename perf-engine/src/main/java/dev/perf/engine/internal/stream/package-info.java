/**
 * What WebSocket and server-sent events have in common: connections that stay open from step to step, an inbox for what
 * comes over them, and the steps that open, await and close.
 */
@NullMarked
package dev.perf.engine.internal.stream;

import org.jspecify.annotations.NullMarked;
