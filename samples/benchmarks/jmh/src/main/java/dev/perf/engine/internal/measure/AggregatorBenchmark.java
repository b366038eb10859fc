package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to end an interval in which 1,000 series of requests had samples. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class AggregatorBenchmark {

    private static final int SERIES = 1_000;
    private static final long SECOND = 1_000_000_000;

    /** Samples of each series in an interval. */
    @Param({"10", "100"})
    public int samples;

    /** Whether somebody watches the series. */
    @Param({"false", "true"})
    public boolean detailed;

    private final SplittableRandom random = new SplittableRandom(1);
    private final RequestSample sample = new RequestSample();
    private dev.perf.engine.internal.measure.Measurement measurement;
    private List<Series> series;
    private Aggregator aggregator;
    private long elapsed;

    /** Makes the series and an aggregation with thresholds of several of them. */
    @Setup(Level.Iteration)
    public void open() {
        measurement = new dev.perf.engine.internal.measure.Measurement(new SystemClock(), 4, SERIES);
        series = IntStream.range(0, SERIES)
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
        aggregator = new Aggregator(
                measurement,
                new Steady(),
                IntStream.range(0, 20)
                        .mapToObj(i -> Threshold.parse("http_req_duration{name:request " + i + "}: p(95) < 500"))
                        .toList(),
                List.of(),
                Vitals.NONE,
                detailed);
        elapsed = 0;
    }

    /** Records what users of one second would. */
    @Setup(Level.Invocation)
    public void record() {
        for (int i = 0; i < samples; i++) {
            Recorder.Stripe stripe = measurement.recorder().acquire(i);
            for (Series one : series) {
                long service = 1_000_000 + (long) (random.nextExponential() * 20_000_000);
                sample.sent = true;
                sample.serviceNanos = service;
                sample.responseNanos = service + 10_000;
                sample.sendingNanos = 20_000;
                sample.waitingNanos = service - 50_000;
                sample.receivingNanos = 30_000;
                stripe.request(one, sample);
            }
            stripe.release();
        }
    }

    /** Ends the interval. */
    @Benchmark
    public Snapshot endInterval() {
        elapsed += SECOND;
        return aggregator.endInterval(elapsed, 0);
    }

    private static final class Steady implements LoadView {
        @Override
        public boolean isOn(String stage, Duration ago) {
            return false;
        }

        @Override
        public double offeredPerSecond() {
            return 10_000;
        }

        @Override
        public int wantedUsers() {
            return 0;
        }

        @Override
        public Snapshot.Iterations iterations() {
            return Snapshot.Iterations.NONE;
        }

        @Override
        public Duration planned() {
            return Duration.ofHours(24);
        }

        @Override
        public Duration paused() {
            return Duration.ZERO;
        }

        @Override
        public List<RunEvent> news() {
            return List.of();
        }

        @Override
        public String phase() {
            return "load";
        }
    }
}
