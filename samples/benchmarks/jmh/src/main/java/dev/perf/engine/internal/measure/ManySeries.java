package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.clock.SystemClock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A measurement of requests of many names, and what users of one interval record into it. */
final class ManySeries {

    private final SplittableRandom random = new SplittableRandom(1);
    private final RequestSample sample = new RequestSample();
    private final Measurement measurement;
    private final List<Series> series;

    ManySeries(int count) {
        measurement = new Measurement(new SystemClock(), 4, count);
        series = IntStream.range(0, count)
                .mapToObj(i -> measurement
                        .series()
                        .series(
                                Series.Kind.HTTP_REQUEST,
                                "http",
                                Tags.of("scenario", "shop")
                                        .and("name", "request " + i)
                                        .and("status", "200"),
                                Phase.LOAD))
                .toList();
    }

    Measurement measurement() {
        return measurement;
    }

    /** Records requests of each series, whose times spread over several powers of two, from several threads' stripes. */
    void record(int samples) {
        for (int i = 0; i < samples; i++) {
            Recorder.Stripe stripe = measurement.recorder().acquire(i);
            for (Series one : series) {
                long service = 1_000_000 + (long) (random.nextExponential() * 20_000_000);
                sample.sent = true;
                sample.serviceNanos = service;
                sample.responseNanos = service + 10_000;
                sample.sendingNanos = random.nextLong(10_000, 30_000);
                sample.waitingNanos = service - 50_000;
                sample.receivingNanos = random.nextLong(20_000, 40_000);
                SlowestRequest slowest = stripe.request(one, sample);
                if (slowest != null) {
                    slowest.by(i, i, service, null);
                }
            }
            stripe.release();
        }
    }
}
