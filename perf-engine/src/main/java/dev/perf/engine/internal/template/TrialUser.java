package dev.perf.engine.internal.template;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A user to try functions with when a plan is compiled. */
final class TrialUser implements TemplateUser {

    static final TrialUser INSTANCE = new TrialUser();

    private TrialUser() {}

    @Override
    public long id() {
        return 0;
    }

    @Override
    public long iteration() {
        return 0;
    }

    @Override
    public String scenario() {
        return "";
    }

    @Override
    public RandomGenerator random() {
        return new SplittableRandom(0);
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH;
    }
}
