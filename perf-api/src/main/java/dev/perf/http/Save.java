package dev.perf.http;

import dev.perf.check.Extractor;

/**
 * A value to be taken from a response into the session.
 *
 * @param key name of the value in the session
 * @param extractor what to take
 */
public record Save(String key, Extractor extractor) {}
