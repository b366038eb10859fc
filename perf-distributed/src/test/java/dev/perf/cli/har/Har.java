package dev.perf.cli.har;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A recording, made up. */
final class Har {

    private final List<Map<String, Object>> pages = new ArrayList<>();
    private final List<Map<String, Object>> entries = new ArrayList<>();

    Har page(String id, String title) {
        pages.add(Map.of("id", id, "title", title));
        return this;
    }

    Har add(Entry entry) {
        entries.add(entry.members);
        return this;
    }

    String text() {
        return Sent.JSON.writeValueAsString(
                Map.of("log", Map.of("version", "1.2", "pages", pages, "entries", entries)));
    }
}
