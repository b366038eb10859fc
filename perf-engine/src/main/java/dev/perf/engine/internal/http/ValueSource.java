package dev.perf.engine.internal.http;

import dev.perf.check.Extractor;
import dev.perf.check.Find;
import dev.perf.engine.internal.script.CompileContext;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A compiled extractor: what is found, which of it is taken, what is made of it, and what stands for nothing. */
@FunctionalInterface
interface ValueSource {

    /** Stands for a {@code null} of JSON where that is not the same as nothing. */
    Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    /**
     * Returns the value, or null where the response has none.
     *
     * @param random what a value is chosen by where one of several is to be
     * @throws RuntimeException if the user's transformation throws it
     */
    @Nullable
    Object of(ResponseView response, RandomGenerator random);

    /** Compiles {@code extractor}; mistakes go to the context. */
    static ValueSource compile(Extractor extractor, CompileContext context) {
        try {
            return compile(extractor);
        } catch (IllegalArgumentException malformed) {
            context.problem(extractor.location(), String.valueOf(malformed.getMessage()));
            return (response, random) -> null;
        }
    }

    /**
     * Compiles {@code extractor}.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static ValueSource compile(Extractor extractor) {
        ValueSource found = found(Finder.compile(extractor.source()), extractor.find());
        Function<Object, ? extends @Nullable Object> change = extractor.transformation();
        Object fallback = extractor.fallback();
        if (change == null && fallback == null) {
            return found;
        }
        return (response, random) -> {
            Object value = found.of(response, random);
            if (value != null && change != null) {
                value = change.apply(value);
            }
            return value == null ? fallback : value;
        };
    }

    /**
     * Compiles {@code extractor} so that a {@code null} of JSON is told from nothing; it is not transformed.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static ValueSource compileForNull(Extractor extractor) {
        Finder finder = Finder.compile(extractor.source());
        Find find = extractor.find();
        return (response, random) -> picked(finder.all(response), find, random, NULL);
    }

    private static ValueSource found(Finder finder, Find find) {
        return find instanceof Find.First
                ? (response, random) -> finder.first(response)
                : (response, random) -> picked(finder.all(response), find, random, null);
    }

    private static @Nullable Object picked(
            List<? extends @Nullable Object> values, Find find, RandomGenerator random, @Nullable Object whenNull) {
        return switch (find) {
            case Find.First ignored -> at(0, values, whenNull);
            case Find.Nth nth -> at(nth.index() < 0 ? values.size() + nth.index() : nth.index(), values, whenNull);
            case Find.Random ignored -> values.isEmpty() ? null : at(random.nextInt(values.size()), values, whenNull);
            case Find.All ignored -> values.isEmpty() ? null : Collections.unmodifiableList(values);
            case Find.Count ignored -> values.size();
        };
    }

    private static @Nullable Object at(int index, List<? extends @Nullable Object> values, @Nullable Object whenNull) {
        if (index < 0 || index >= values.size()) {
            return null;
        }
        Object value = values.get(index);
        return value == null ? whenNull : value;
    }
}
