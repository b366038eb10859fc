package dev.perf.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Figures on their way from a measured program to the driver: one line of JSON. */
final class Figures {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Figures() {}

    /** Writes names and values that follow each other. */
    static String line(Object... namesAndValues) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            figures.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return JSON.writeValueAsString(figures);
    }

    /** Reads a line; empty where it is something else. */
    @SuppressWarnings("unchecked") // a JSON object has texts for keys
    static Map<String, Object> read(String line) {
        try {
            return line.startsWith("{") ? JSON.readValue(line, Map.class) : Map.of();
        } catch (JacksonException other) {
            return Map.of();
        }
    }
}
