package dev.perf.engine.internal.http;

import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;

/** The series of a request whose samples tell its attempts apart. Thread-safe. */
final class SeriesVariants {

    private final OutcomeSeries[] byAttempt;

    SeriesVariants(SeriesRegistry registry, Tags tags, int attempts) {
        byAttempt = new OutcomeSeries[attempts];
        for (int i = 0; i < attempts; i++) {
            byAttempt[i] = new OutcomeSeries(registry, tags.and("attempt", String.valueOf(i + 1)));
        }
    }

    /** Returns the series of what the user sends now. */
    OutcomeSeries of(HttpUserState state) {
        return byAttempt[state.journey.attempt() - 1];
    }
}
