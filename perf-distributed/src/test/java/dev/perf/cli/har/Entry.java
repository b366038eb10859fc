package dev.perf.cli.har;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request of a recording, answered at once. */
final class Entry {

    final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, Object> request = new LinkedHashMap<>();
    private final Map<String, Object> response = new LinkedHashMap<>();
    private final List<Map<String, String>> requestHeaders = new ArrayList<>();
    private final List<Map<String, String>> responseHeaders = new ArrayList<>();

    Entry(String method, String url) {
        request.put("method", method);
        request.put("url", url);
        request.put("headers", requestHeaders);
        response.put("status", 200);
        response.put("headers", responseHeaders);
        members.put("time", 10);
        members.put("request", request);
        members.put("response", response);
    }

    Entry at(int millis, String page) {
        members.put("startedDateTime", "2026-01-31T12:00:%02d.%03dZ".formatted(millis / 1_000, millis % 1_000));
        members.put("pageref", page);
        return this;
    }

    Entry header(String name, String value) {
        requestHeaders.add(Map.of("name", name, "value", value));
        return this;
    }

    Entry posts(String type, String body) {
        request.put("postData", Map.of("mimeType", type, "text", body));
        return this;
    }

    Entry answers(String type, String body) {
        response.put("content", Map.of("mimeType", type, "text", body));
        return this;
    }

    Entry answersWith(String name, String value) {
        responseHeaders.add(Map.of("name", name, "value", value));
        return this;
    }

    Entry redirects(String location) {
        response.put("status", 302);
        return answersWith("Location", location);
    }
}
