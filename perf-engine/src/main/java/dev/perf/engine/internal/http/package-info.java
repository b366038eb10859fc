/**
 * HTTP above the transports: requests, redirects, cookies, decompression, checks and values to save.
 */
@NullMarked
package dev.perf.engine.internal.http;

import org.jspecify.annotations.NullMarked;
