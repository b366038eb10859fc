package dev.perf.engine.internal.http;

import dev.perf.check.Extractor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What plain Java takes from responses and messages. Extractors that are kept are compiled once. Thread-safe. */
final class Extractions {

    private static final Map<Extractor, ValueSource> COMPILED = new ConcurrentHashMap<>();
    private static final int MAX_COMPILED = 1_000;

    private Extractions() {}

    /**
     * Returns what {@code extractor} takes.
     *
     * @param sent whether there is something to take it from
     * @throws IllegalArgumentException if it is malformed
     */
    static @Nullable Object take(
            Extractor extractor, Subject subject, ResponseView view, boolean sent, RandomGenerator random) {
        ValueSource source = COMPILED.get(extractor);
        if (source == null) {
            source = compile(extractor);
        }
        String mistake = subject.mistake(extractor.source());
        if (mistake != null) {
            throw new IllegalArgumentException(extractor.location() + ": " + mistake);
        }
        return sent ? source.of(view, random) : extractor.fallback();
    }

    private static ValueSource compile(Extractor extractor) {
        try {
            ValueSource compiled = ValueSource.compile(extractor);
            if (COMPILED.size() < MAX_COMPILED) {
                COMPILED.put(extractor, compiled);
            }
            return compiled;
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(extractor.location() + ": " + malformed.getMessage(), malformed);
        }
    }
}
