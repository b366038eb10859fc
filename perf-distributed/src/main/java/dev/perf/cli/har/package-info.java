/**
 * Turns what a browser recorded, a HAR file, into the source of a load test. Sends nothing, and believes nothing that
 * the file says: it may come from anywhere.
 */
@NullMarked
package dev.perf.cli.har;

import org.jspecify.annotations.NullMarked;
