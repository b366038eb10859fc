/**
 * Server-sent events over the JDK's client: the parser, streams of users, and the steps on them.
 */
@NullMarked
package dev.perf.engine.internal.sse;

import org.jspecify.annotations.NullMarked;
