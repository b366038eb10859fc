/**
 * Time as a port: the engine asks the time, sleeps and starts threads through it, so that tests can replace it.
 */
@NullMarked
package dev.perf.engine.internal.clock;

import org.jspecify.annotations.NullMarked;
