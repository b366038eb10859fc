/**
 * What values of a document may be: each shape reads a value, notes what is wrong with it and where, and describes itself as a
 * JSON Schema, so that what the schema says is what is read.
 */
@NullMarked
package dev.perf.engine.internal.shape;

import org.jspecify.annotations.NullMarked;
