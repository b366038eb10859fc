package dev.perf.samples.shop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests by endpoint when they have been read, and responses by status before they are sent. Thread-safe. */
final class Counters {

    /** Name for requests that no endpoint takes: unknown path or wrong method. */
    static final String UNMATCHED = "unmatched";

    private static final int STATUSES = 600;

    private final Map<String, LongAdder> byEndpoint = new LinkedHashMap<>();
    private final List<LongAdder> byStatus = Collections.nCopies(STATUSES, 0).stream()
            .map(zero -> new LongAdder())
            .toList();

    Counters() {
        expect(UNMATCHED);
    }

    /** Makes an endpoint known; only before requests come. */
    void expect(String endpoint) {
        byEndpoint.put(endpoint, new LongAdder());
    }

    void requested(String endpoint) {
        adder(endpoint).increment();
    }

    void responded(int status) {
        byStatus.get(status).increment();
    }

    long requests() {
        return byEndpoint.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long requests(String endpoint) {
        return adder(endpoint).sum();
    }

    Map<String, Long> requestsByEndpoint() {
        Map<String, Long> counts = new LinkedHashMap<>();
        byEndpoint.forEach((endpoint, count) -> counts.put(endpoint, count.sum()));
        return Collections.unmodifiableMap(counts);
    }

    long responses(int status) {
        return status >= 0 && status < STATUSES ? byStatus.get(status).sum() : 0;
    }

    /** Statuses sent at least once, in order. */
    Map<Integer, Long> responsesByStatus() {
        Map<Integer, Long> counts = new LinkedHashMap<>();
        for (int status = 0; status < STATUSES; status++) {
            if (responses(status) > 0) {
                counts.put(status, responses(status));
            }
        }
        return Collections.unmodifiableMap(counts);
    }

    private LongAdder adder(String endpoint) {
        LongAdder adder = byEndpoint.get(endpoint);
        if (adder == null) {
            throw new IllegalArgumentException(
                    "demo shop: unknown endpoint \"" + endpoint + "\"; known: " + byEndpoint.keySet());
        }
        return adder;
    }
}
