/**
 * HTTP requests, their settings, checks and responses.
 */
@NullMarked
package dev.perf.http;

import org.jspecify.annotations.NullMarked;
