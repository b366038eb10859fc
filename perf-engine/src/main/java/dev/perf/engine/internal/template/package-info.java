/**
 * Texts with #{} places, compiled once and filled from a user's session.
 */
@NullMarked
package dev.perf.engine.internal.template;

import org.jspecify.annotations.NullMarked;
