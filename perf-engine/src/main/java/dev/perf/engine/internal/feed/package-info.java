/**
 * Test data for virtual users: reads the records of feeders and hands them out. Knows neither users nor the load, only
 * sessions to put values into.
 */
@NullMarked
package dev.perf.engine.internal.feed;

import org.jspecify.annotations.NullMarked;
