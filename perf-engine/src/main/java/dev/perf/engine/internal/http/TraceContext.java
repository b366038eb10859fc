package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.WireRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Trace ids after W3C Trace Context, level 1. Not drawn from the users' own random numbers, which are the same in each
 * run: a trace must be found by its id among those of all runs.
 */
final class TraceContext {

    private static final HexFormat HEX = HexFormat.of();

    private final double sampled;

    /** Creates a source of ids of which the share {@code sampled} is marked as sampled. */
    TraceContext(double sampled) {
        this.sampled = sampled;
    }

    /** One trace: a request with its redirects and retries. */
    record Trace(String id, boolean sampled) {

        /** Adds the header, with an id of its own for what is sent now. */
        void write(WireRequest wire) {
            wire.header("traceparent", "00-" + id + "-" + nonZero() + (sampled ? "-01" : "-00"));
        }
    }

    Trace begin() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new Trace(HEX.toHexDigits(random.nextLong()) + nonZero(), random.nextDouble() < sampled);
    }

    private static String nonZero() {
        long id = ThreadLocalRandom.current().nextLong();
        return HEX.toHexDigits(id == 0 ? 1 : id);
    }
}
