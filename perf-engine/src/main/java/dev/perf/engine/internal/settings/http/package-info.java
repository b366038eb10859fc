/** Where the requests of a file go, and how. */
@NullMarked
package dev.perf.engine.internal.settings.http;

import org.jspecify.annotations.NullMarked;
