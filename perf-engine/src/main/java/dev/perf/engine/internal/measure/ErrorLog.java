package dev.perf.engine.internal.measure;

import dev.perf.result.ErrorResult;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Failures counted by kind, request and message. Bounded: beyond 200 different ones, further messages of a kind and
 * request are counted together, and beyond 400 those of a kind. Thread-safe.
 */
public final class ErrorLog {

    /** Messages are cut after so many characters. */
    public static final int MAX_MESSAGE = 300;

    private static final int MAX_ENTRIES = 200;
    private static final int MAX_REQUESTS = 400;

    private record Key(String kind, String request, String message) {}

    /** Receives the failures of one kind, request and message. */
    @FunctionalInterface
    interface Change {
        /**
         * Some were counted.
         *
         * @param place the place of the entry among all, in the order in which they are first handed over
         * @param entry what is known of it when that is the first time, else null
         * @param count how many so far
         * @param last when the last one was, in nanoseconds since the start of the run
         */
        void counted(int place, @Nullable First entry, long count, long last);
    }

    /** What stays the same of failures of one kind, request and message. */
    record First(
            String kind,
            String request,
            String message,
            @Nullable String trace,
            long at) {}

    private static final int NOWHERE = -1;

    private static final class Entry {
        final LongAdder count = new LongAdder();
        /** Of the thread that asks for changes. */
        int place = NOWHERE;
        /** Likewise. */
        long told;

        final @Nullable String trace;
        final long first;
        final AtomicLong last;

        Entry(@Nullable String trace, long at) {
            this.trace = trace;
            this.first = at;
            this.last = new AtomicLong(at);
        }
    }

    private final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();
    private int places;

    /**
     * Counts a failure.
     *
     * @param kind a word from a bounded set
     * @param request name of the request or step
     * @param message what happened; cut after 300 characters
     * @param at when, in nanoseconds since the start of the run
     */
    public void add(String kind, String request, String message, long at) {
        add(kind, request, message, null, at);
    }

    /**
     * Counts a failure.
     *
     * @param kind a word from a bounded set
     * @param request name of the request or step
     * @param message what happened; cut after 300 characters
     * @param trace the id under which a tracing system knows it; that of the first failure is shown as an example
     * @param at when, in nanoseconds since the start of the run
     */
    public void add(String kind, String request, String message, @Nullable String trace, long at) {
        Key key = new Key(kind, request, shortened(message));
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = entries.computeIfAbsent(bounded(key), ignored -> new Entry(trace, at));
        }
        entry.count.increment();
        entry.last.accumulateAndGet(at, Math::max);
    }

    /** Requests made in lambda steps may have names without end. */
    private Key bounded(Key key) {
        if (entries.size() < MAX_ENTRIES) {
            return key;
        }
        Key others = new Key(key.kind(), key.request(), "(other messages)");
        return entries.size() < MAX_REQUESTS || entries.containsKey(others)
                ? others
                : new Key(key.kind(), "(other requests)", "(other messages)");
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "...";
    }

    /** Hands over what was counted since the last call. One thread only. */
    void changes(Change change) {
        entries.forEach((key, entry) -> {
            long count = entry.count.sum();
            if (count == entry.told) {
                return;
            }
            First first = null;
            if (entry.place == NOWHERE) {
                entry.place = places++;
                first = new First(key.kind(), key.request(), key.message(), entry.trace, entry.first);
            }
            entry.told = count;
            change.counted(entry.place, first, count, entry.last.get());
        });
    }

    /** Makes the entry of {@code first}, which stays as it is, that of another log. */
    void become(First first, long count, long last) {
        Entry entry = entries.computeIfAbsent(
                new Key(first.kind(), first.request(), first.message()),
                ignored -> new Entry(first.trace(), first.at()));
        entry.count.reset();
        entry.count.add(count);
        entry.last.set(last);
    }

    /** Returns the failures so far, most frequent first, at most {@code limit}. */
    public List<ErrorResult> top(int limit) {
        return entries.entrySet().stream()
                .map(entry -> result(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(ErrorResult::count)
                        .reversed()
                        .thenComparing(ErrorResult::firstSeen)
                        .thenComparing(ErrorResult::message))
                .limit(limit)
                .toList();
    }

    private static ErrorResult result(Key key, Entry entry) {
        return new ErrorResult(
                key.kind(),
                key.request(),
                entry.trace == null ? key.message() : key.message() + " (for example trace " + entry.trace + ")",
                entry.count.sum(),
                Duration.ofNanos(entry.first),
                Duration.ofNanos(entry.last.get()));
    }
}
