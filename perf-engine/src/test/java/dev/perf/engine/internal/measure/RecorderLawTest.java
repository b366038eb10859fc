package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.Distribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecorderLawTest {

    private final SeriesRegistry registry = new SeriesRegistry(1_000);
    private final Series times = registry.series(Series.Kind.TREND, "times", Tags.NONE, Phase.LOAD);
    private final Series sum = registry.series(Series.Kind.COUNTER, "sum", Tags.NONE, Phase.LOAD);
    private final Series rate = registry.series(Series.Kind.RATE, "rate", Tags.NONE, Phase.LOAD);

    private static Distribution recorded(long... nanos) {
        var cell = new TimeCell();
        Arrays.stream(nanos).forEach(cell::record);
        return cell.distribution();
    }

    @Test
    void losesNothingAndCountsNothingTwiceAcrossDrains() throws Exception {
        int threads = 8;
        int each = 20_000;
        var recorder = new Recorder(2);
        var total = new Cells(registry);
        var ready = new CountDownLatch(threads);
        var drained = new CountDownLatch(1);
        var running = new AtomicInteger(threads);
        List<Thread> users = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int user = t;
            users.add(Thread.ofPlatform().start(() -> {
                ready.countDown();
                for (int i = 0; i < each; i++) {
                    while (i == each / 2 && drained.getCount() > 0) {
                        Thread.onSpinWait(); // so that some are recorded before a drain, and some after
                    }
                    Recorder.Stripe stripe = recorder.acquire(user);
                    stripe.time(times, (i + 1) * 1_000L);
                    stripe.count(sum, 3);
                    stripe.rate(rate, i % 4 == 0);
                    stripe.release();
                }
                running.decrementAndGet();
            }));
        }
        ready.await();
        while (running.get() > 0) {
            var interval = new Cells(registry);
            recorder.drain(interval::add);
            total.add(interval);
            drained.countDown();
        }
        for (Thread user : users) {
            user.join();
        }
        recorder.drain(total::add);
        long[] all = new long[each];
        Arrays.setAll(all, i -> (i + 1) * 1_000L);
        Distribution once = recorded(all);
        Distribution expected = Distribution.EMPTY;
        for (int t = 0; t < threads; t++) {
            expected = expected.plus(once);
        }
        assertThat(((Cell.Trend) total.cell(times)).times.distribution()).isEqualTo(expected);
        assertThat(((Cell.Counter) total.cell(sum)).sum).isEqualTo(3L * threads * each);
        assertThat(((Cell.Rate) total.cell(rate)).passes).isEqualTo((long) threads * each / 4);
        assertThat(((Cell.Rate) total.cell(rate)).fails).isEqualTo((long) threads * each * 3 / 4);
    }

    @Test
    void forgetsWhatItHandedOver() {
        var recorder = new Recorder(1);
        Recorder.Stripe stripe = recorder.acquire(0);
        stripe.count(sum, 5);
        stripe.release();
        var first = new Cells(registry);
        recorder.drain(first::add);
        var second = new Cells(registry);
        recorder.drain(second::add);
        var third = new Cells(registry);
        recorder.drain(third::add);
        assertThat(first.measured()).containsExactly(sum);
        assertThat(second.measured()).isEmpty();
        assertThat(third.measured()).isEmpty();
    }

    @Test
    void takesUsersOfAnyNumber() {
        var recorder = new Recorder(3);
        for (int hint : new int[] {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE}) {
            Recorder.Stripe stripe = recorder.acquire(hint);
            stripe.count(sum, 1);
            stripe.release();
        }
        var total = new Cells(registry);
        recorder.drain(total::add);
        assertThat(((Cell.Counter) total.cell(sum)).sum).isEqualTo(5);
    }

    @Test
    void takesSeriesThatAreNamedLate() {
        var recorder = new Recorder(1);
        var total = new Cells(registry);
        for (int i = 0; i < 300; i++) {
            Series late = registry.series(Series.Kind.COUNTER, "late", Tags.of("n", "" + i), Phase.LOAD);
            Recorder.Stripe stripe = recorder.acquire(0);
            stripe.count(late, 1);
            stripe.release();
            if (i % 7 == 0) {
                recorder.drain(total::add);
            }
        }
        recorder.drain(total::add);
        assertThat(total.measured()).hasSize(300);
    }

    @Test
    void countsRequestsThatWereNeverSentWithoutTimes() {
        Series request = registry.series(Series.Kind.HTTP_REQUEST, "http_req", Tags.of("name", "a"), Phase.LOAD);
        var recorder = new Recorder(1);
        var unsent = new RequestSample();
        unsent.sent = false;
        unsent.failed = true;
        Recorder.Stripe stripe = recorder.acquire(0);
        stripe.request(request, unsent);
        stripe.release();
        var total = new Cells(registry);
        recorder.drain(total::add);
        Cell.Request cell = (Cell.Request) total.cell(request);
        assertThat(cell.count).isEqualTo(1);
        assertThat(cell.failed).isEqualTo(1);
        assertThat(cell.response.count()).isZero();
    }

    @Test
    void timesKeepSumMinAndMaxExactAndPercentilesToAThousandth() {
        long[] values =
                new SplittableRandom(5).longs(10_000, 1, 60_000_000_000L).toArray();
        Distribution distribution = recorded(values);
        Arrays.sort(values);
        assertThat(distribution.count()).isEqualTo(values.length);
        assertThat(distribution.min().toNanos()).isEqualTo(values[0]);
        assertThat(distribution.max().toNanos()).isEqualTo(values[values.length - 1]);
        assertThat(distribution.mean().toNanos())
                .isEqualTo(Math.round((double) Arrays.stream(values).sum() / values.length));
        for (double percentile : new double[] {1, 25, 50, 90, 99, 99.9, 100}) {
            long exact = values[(int) Math.ceil(percentile / 100 * values.length) - 1];
            long measured = distribution.percentile(percentile).toNanos();
            assertThat(measured).isBetween(exact, exact + Math.max(1_000, exact / 1_000));
        }
    }

    @Test
    void timesOfNothingAndBelowNothingAreZeros() {
        assertThat(recorded()).isSameAs(Distribution.EMPTY);
        Distribution zeros = recorded(0, 0, -5);
        assertThat(zeros.count()).isEqualTo(3);
        assertThat(zeros.max()).isZero();
        assertThat(zeros.p99()).isZero();
        Distribution mixed = recorded(0, 1, 2_000_000);
        assertThat(mixed.min()).isZero();
        assertThat(mixed.count()).isEqualTo(3);
    }

    @Test
    void timesAddedUpEqualTimesRecordedTogether() {
        var random = new SplittableRandom(6);
        var total = new TimeCell();
        long[] all = new long[0];
        for (int part = 0; part < 20; part++) {
            long[] values = random.longs(random.nextInt(500), 0, 1L << random.nextInt(1, 40))
                    .toArray();
            var cell = new TimeCell();
            Arrays.stream(values).forEach(cell::record);
            cell.addTo(total);
            int before = all.length;
            all = Arrays.copyOf(all, before + values.length);
            System.arraycopy(values, 0, all, before, values.length);
        }
        assertThat(total.distribution()).isEqualTo(recorded(all));
        total.reset();
        assertThat(total.distribution()).isSameAs(Distribution.EMPTY);
    }
}
