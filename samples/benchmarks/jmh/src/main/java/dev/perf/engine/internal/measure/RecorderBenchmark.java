package dev.perf.engine.internal.measure;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Recording a request with its eleven numbers, from several threads at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecorderBenchmark {

    private final Recorder recorder = new Recorder(Runtime.getRuntime().availableProcessors());
    private final Series series = new SeriesRegistry(1_000)
            .series(Series.Kind.HTTP_REQUEST, "http_req", Tags.of("name", "small"), Phase.LOAD);

    /** A user's sample. */
    @State(Scope.Thread)
    public static class User {
        private final RequestSample sample = new RequestSample();
        private int number;
    }

    /** Alone. */
    @Benchmark
    @Threads(1)
    public void alone(User user) {
        record(user);
    }

    /** With as many threads as there are cores. */
    @Benchmark
    @Threads(Threads.MAX)
    public void contended(User user) {
        record(user);
    }

    private void record(User user) {
        RequestSample sample = user.sample;
        int number = user.number++;
        sample.responseNanos = 300_000 + (number & 0xffff);
        sample.serviceNanos = sample.responseNanos;
        sample.sendingNanos = 5_000 + (number & 0xff);
        sample.waitingNanos = sample.serviceNanos - sample.sendingNanos;
        Recorder.Stripe stripe = recorder.acquire(number);
        stripe.request(series, sample);
        stripe.release();
    }
}
