package dev.perf.engine.internal.template;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** For whom a template is filled: what its functions ask for beside the session. */
public interface TemplateUser {

    /** Returns the number of the user in its scenario, from 0. */
    long id();

    /** Returns the number of the user's current iteration, from 0. */
    long iteration();

    /** Returns the name of the user's scenario. */
    String scenario();

    /** Returns the user's source of random numbers, which follows from the run's seed. */
    RandomGenerator random();

    /** Returns the time of day. */
    Instant instant();
}
