/**
 * Runs as seen by JMX: watched and controlled from jconsole and the like. Knows runs by their port only.
 */
@NullMarked
package dev.perf.engine.internal.jmx;

import org.jspecify.annotations.NullMarked;
