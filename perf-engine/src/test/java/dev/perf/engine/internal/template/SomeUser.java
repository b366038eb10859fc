package dev.perf.engine.internal.template;

import dev.perf.scenario.MissingValueException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A user with a session, at a time of day that stands still. */
final class SomeUser implements TemplateUser, UserBound {

    private final Map<String, Object> values = new HashMap<>();
    private final RandomGenerator random;

    SomeUser(long seed) {
        this.random = new SplittableRandom(seed);
    }

    SomeUser with(String key, Object value) {
        values.put(key, value);
        return this;
    }

    @Override
    public TemplateUser owner() {
        return this;
    }

    @Override
    public long id() {
        return 7;
    }

    @Override
    public long iteration() {
        return 3;
    }

    @Override
    public String scenario() {
        return "shopper";
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Instant instant() {
        return Instant.parse("2026-11-21T23:04:05.678901Z");
    }

    @Override
    public Object get(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new MissingValueException(key, values.keySet());
        }
        return value;
    }

    @Override
    public @Nullable Object find(String key) {
        return values.get(key);
    }

    @Override
    public void set(String key, Object value) {
        values.put(key, value);
    }

    @Override
    public void remove(String key) {
        values.remove(key);
    }

    @Override
    public Map<String, Object> values() {
        return Map.copyOf(values);
    }
}
