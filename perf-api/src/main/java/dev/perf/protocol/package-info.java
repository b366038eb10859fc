/**
 * What it takes to make a protocol of one's own as much at home as HTTP is: requests that are steps, measured with both
 * clocks, with templates and with mistakes found before the run. For most purposes plain Java in a step is enough.
 */
@NullMarked
package dev.perf.protocol;

import org.jspecify.annotations.NullMarked;
