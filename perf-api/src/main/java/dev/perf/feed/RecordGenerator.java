package dev.perf.feed;

import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes records when they are drawn. Called by many threads at once. */
@FunctionalInterface
public interface RecordGenerator {

    /**
     * Makes a record. All have the names of record 0, which is made once when the plan is validated.
     *
     * @param number number of the record, from 0; each is made once, unless the feeder keeps records per user
     * @param random numbers that follow from the run's seed and {@code number}, so that the same seed makes the same
     *     record
     */
    Map<String, Object> record(long number, RandomGenerator random);
}
