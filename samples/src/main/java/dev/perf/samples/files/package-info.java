/** What the tests in {@code samples/files} call by name. */
@NullMarked
package dev.perf.samples.files;

import org.jspecify.annotations.NullMarked;
