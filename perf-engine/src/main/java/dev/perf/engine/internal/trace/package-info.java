/**
 * What one virtual user does, told line by line for people to read: requests, responses, checks, values, failures.
 */
@NullMarked
package dev.perf.engine.internal.trace;

import org.jspecify.annotations.NullMarked;
