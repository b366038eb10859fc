package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private static final int USERS = 16;
    private static final int SAMPLES = 20_000;

    @Test
    void losesNothingAndCountsNothingTwiceWhileItIsDrained() throws InterruptedException {
        var registry = new SeriesRegistry(1_000);
        Series counter = registry.series(Series.Kind.COUNTER, "count", Tags.NONE, Phase.LOAD);
        Series trend = registry.series(Series.Kind.TREND, "times", Tags.NONE, Phase.LOAD);
        var recorder = new Recorder(4);
        var total = new Cells(registry);
        var working = new CountDownLatch(USERS);
        for (int user = 0; user < USERS; user++) {
            int id = user;
            Thread.ofVirtual().start(() -> {
                for (int i = 1; i <= SAMPLES; i++) {
                    Recorder.Stripe stripe = recorder.acquire(id);
                    stripe.count(counter, 1);
                    stripe.time(trend, i * 1_000L);
                    stripe.release();
                }
                working.countDown();
            });
        }
        var done = new AtomicBoolean();
        while (!done.get()) {
            done.set(working.getCount() == 0);
            recorder.drain(total::add);
        }

        long samples = (long) USERS * SAMPLES;
        assertThat(((Cell.Counter) total.cell(counter)).sum).isEqualTo(samples);
        var times = ((Cell.Trend) total.cell(trend)).times.distribution();
        assertThat(times.count()).isEqualTo(samples);
        assertThat(times.min().toNanos()).isEqualTo(1_000);
        assertThat(times.max().toNanos()).isEqualTo(SAMPLES * 1_000L);
        assertThat(times.mean().toNanos()).isEqualTo((SAMPLES + 1) * 1_000L / 2);
    }
}
