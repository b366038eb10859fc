/**
 * Files of settings as trees of values that know where they stand, and mistakes told with their places: YAML, and JSON as a
 * part of it. What keys mean is none of this package's business.
 */
@NullMarked
package dev.perf.engine.internal.document;

import org.jspecify.annotations.NullMarked;
