/**
 * Tests and settings in files: what each key means, and the test that a file comes to. Files are read by {@code document}, and
 * their values by {@code shape}.
 */
@NullMarked
package dev.perf.engine.internal.settings;

import org.jspecify.annotations.NullMarked;
