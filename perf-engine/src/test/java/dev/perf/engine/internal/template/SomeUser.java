package dev.perf.engine.internal.template;

import dev.perf.engine.MapSession;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A user with a session, at a time of day that stands still. */
final class SomeUser extends MapSession implements TemplateUser, UserBound {

    private final RandomGenerator random;

    SomeUser(long seed) {
        this.random = new SplittableRandom(seed);
    }

    SomeUser with(String key, Object value) {
        set(key, value);
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
}
