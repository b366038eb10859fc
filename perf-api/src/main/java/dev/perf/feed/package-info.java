/**
 * Sources of test data for virtual users.
 */
@NullMarked
package dev.perf.feed;

import org.jspecify.annotations.NullMarked;
