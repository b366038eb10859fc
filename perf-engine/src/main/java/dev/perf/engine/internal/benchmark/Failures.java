package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.BenchmarkError;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What was thrown, by kind, with the first message of each. Not thread-safe. */
final class Failures {

    private static final int MOST_KINDS = 10;
    private static final int LONGEST_MESSAGE = 200;

    private final Map<String, BenchmarkError> byKind = new LinkedHashMap<>();

    /** Counts a failure of the measured code. */
    void add(Throwable thrown) {
        add("", thrown);
    }

    /**
     * Counts a failure. Kinds beyond the tenth count as one.
     *
     * @param during what threw, followed by a colon; empty for the measured code
     */
    void add(String during, Throwable thrown) {
        String kind = during + thrown.getClass().getSimpleName();
        add(new BenchmarkError(kind, cut(Objects.requireNonNullElse(thrown.getMessage(), "")), 1));
    }

    private void add(BenchmarkError error) {
        boolean full = byKind.size() >= MOST_KINDS && !byKind.containsKey(error.kind());
        BenchmarkError counted = full ? new BenchmarkError("other", error.message(), error.count()) : error;
        byKind.merge(
                counted.kind(),
                counted,
                (first, more) -> new BenchmarkError(first.kind(), first.message(), first.count() + more.count()));
    }

    void addAll(Failures others) {
        others.byKind.values().forEach(this::add);
    }

    long count() {
        return byKind.values().stream().mapToLong(BenchmarkError::count).sum();
    }

    /** Returns the kinds, the most frequent first. */
    List<BenchmarkError> errors() {
        return byKind.values().stream()
                .sorted(Comparator.comparingLong(BenchmarkError::count).reversed())
                .toList();
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }
}
