package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;

/**
 * The times of a group: from its beginning to its end, and of the requests in it, pauses left out.
 *
 * @param duration from beginning to end
 * @param cumulated the sum of the service times of requests, and of lambda steps that count as such
 */
public record GroupSeries(SeriesByPhase duration, SeriesByPhase cumulated) {

    static final String DURATION = "group_duration";
    static final String CUMULATED = "group_cumulated_duration";

    /** Looks the series up. */
    public static GroupSeries of(SeriesRegistry registry, Tags tags) {
        return new GroupSeries(
                new SeriesByPhase(registry, Series.Kind.TREND, DURATION, tags),
                new SeriesByPhase(registry, Series.Kind.TREND, CUMULATED, tags));
    }

    /**
     * Records a group that ends now.
     *
     * @param start when it began
     * @param servedBefore what the service times of the user came to then
     */
    public void record(VirtualUser user, long start, long servedBefore) {
        long nanos = user.clock().nanos() - start;
        Series ofDuration = user.samples().tagged(duration.in(user.phase()));
        Series ofCumulated = user.samples().tagged(cumulated.in(user.phase()));
        Recorder.Stripe stripe = user.samples().stripe();
        stripe.time(ofDuration, nanos);
        stripe.time(ofCumulated, user.samples().servedNanos() - servedBefore);
        stripe.release();
    }
}
