/**
 * A protocol of one's own under load: lines of text over TCP, with nothing but the JDK.
 */
@NullMarked
package dev.perf.samples.tcp;

import org.jspecify.annotations.NullMarked;
