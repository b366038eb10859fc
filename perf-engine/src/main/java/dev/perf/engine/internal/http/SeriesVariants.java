package dev.perf.engine.internal.http;

import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;
import org.jspecify.annotations.Nullable;

/** The series of a request whose samples tell its attempts or its base URLs apart. Thread-safe. */
final class SeriesVariants {

    private final OutcomeSeries[][] byBaseAndAttempt;

    private SeriesVariants(OutcomeSeries[][] byBaseAndAttempt) {
        this.byBaseAndAttempt = byBaseAndAttempt;
    }

    /**
     * Returns the variants of a request; null where it has only one.
     *
     * @param bases the base URLs that it goes to, if there are several
     */
    static @Nullable SeriesVariants of(
            SeriesRegistry registry, Tags tags, @Nullable RetryPolicy retry, @Nullable BaseUrls bases) {
        if (retry == null && bases == null) {
            return null;
        }
        var series = new OutcomeSeries[bases == null ? 1 : bases.count()][retry == null ? 1 : retry.attempts()];
        for (int base = 0; base < series.length; base++) {
            Tags ofBase = bases == null ? tags : tags.and("base_url", bases.text(base));
            for (int attempt = 0; attempt < series[base].length; attempt++) {
                Tags all = retry == null ? ofBase : ofBase.and("attempt", String.valueOf(attempt + 1));
                series[base][attempt] = new OutcomeSeries(registry, all);
            }
        }
        return new SeriesVariants(series);
    }

    /** Returns the series of what the user sends now. */
    OutcomeSeries of(HttpUserState state) {
        OutcomeSeries[] byAttempt = byBaseAndAttempt[byBaseAndAttempt.length == 1 ? 0 : state.base];
        return byAttempt[byAttempt.length == 1 ? 0 : state.journey.attempt() - 1];
    }
}
