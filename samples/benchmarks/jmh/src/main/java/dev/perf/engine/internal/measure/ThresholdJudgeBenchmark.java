package dev.perf.engine.internal.measure;

import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Judging a threshold at the end of an interval, with a hundred requests of different names measured. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ThresholdJudgeBenchmark {

    private static final int NAMES = 100;

    private final SeriesRegistry registry = new SeriesRegistry(1_000);
    private final Cells interval = new Cells(registry);
    private final Cells total = new Cells(registry);
    private final ThresholdJudge ofAll = judge("response_time: p(95) < 500ms");
    private final ThresholdJudge ofOne = judge("response_time{name:r7}: p(95) < 500ms");

    /** Records a thousand samples under each name. */
    public ThresholdJudgeBenchmark() {
        for (int name = 0; name < NAMES; name++) {
            Series series =
                    registry.series(Series.Kind.HTTP_REQUEST, "http_req", Tags.of("name", "r" + name), Phase.LOAD);
            Cell.Request cell = new Cell.Request();
            for (int i = 0; i < 1_000; i++) {
                cell.count++;
                cell.response.record(1_000_000L * (1 + i % 400));
            }
            interval.add(series.id(), cell);
            total.add(series.id(), cell);
        }
    }

    private static ThresholdJudge judge(String expression) {
        return ThresholdJudge.of(Threshold.parse(expression), (stage, ago) -> false);
    }

    /** Over all requests. */
    @Benchmark
    public boolean all() {
        return ofAll.observe(Duration.ofSeconds(1), Duration.ofSeconds(1), interval, total);
    }

    /** Over those of one name. */
    @Benchmark
    public boolean one() {
        return ofOne.observe(Duration.ofSeconds(1), Duration.ofSeconds(1), interval, total);
    }
}
