package dev.perf.http;

/**
 * A header or query parameter.
 *
 * @param name its name
 * @param value template of its value
 */
public record Field(String name, String value) {}
