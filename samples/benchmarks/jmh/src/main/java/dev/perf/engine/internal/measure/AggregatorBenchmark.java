package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.health.Vitals;
import dev.perf.result.Snapshot;
import dev.perf.threshold.Threshold;
import java.util.List;
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

    private ManySeries series = new ManySeries(SERIES);
    private Aggregator aggregator = open(series);
    private long elapsed;

    /** Makes the series and an aggregation with thresholds of several of them. */
    @Setup(Level.Iteration)
    public void open() {
        series = new ManySeries(SERIES);
        aggregator = open(series);
        elapsed = 0;
    }

    private Aggregator open(ManySeries of) {
        return new Aggregator(
                of.measurement(),
                new SteadyLoad(),
                IntStream.range(0, 20)
                        .mapToObj(i -> Threshold.parse("http_req_duration{name:request " + i + "}: p(95) < 500"))
                        .toList(),
                List.of(),
                Vitals.NONE,
                detailed);
    }

    /** Records what users of one second would. */
    @Setup(Level.Invocation)
    public void record() {
        series.record(samples);
    }

    /** Ends the interval. */
    @Benchmark
    public Snapshot endInterval() {
        elapsed += SECOND;
        return aggregator.endInterval(elapsed, 0);
    }
}
