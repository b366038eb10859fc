package dev.perf.report.internal.output;

import dev.perf.output.OutputRun;
import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import dev.perf.result.SnapshotDetail;
import dev.perf.result.ThresholdResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Intervals of runs that never were. */
public final class Snapshots {

    /** When their first interval begins. */
    public static final Instant START = Instant.parse("2026-11-20T14:03:07.250Z");

    private Snapshots() {}

    /** The run of the intervals. */
    public static OutputRun run(Consumer<String> warnings) {
        return run(false, warnings);
    }

    /** The run of the intervals, which may be that of a command. */
    public static OutputRun run(boolean isCommand, Consumer<String> warnings) {
        return new OutputRun(
                "shop",
                "20261120-140307-250",
                Map.of("commit", "c0ffee"),
                List.of("http_req_duration: p(95) < 300", "response_time: p(95) < baseline + 10%"),
                "0.1.0",
                isCommand,
                warnings,
                List.of(),
                new KeptControl());
    }

    /** When interval {@code second}, counted from 1, ends. */
    public static Instant at(int second) {
        return START.plusSeconds(second);
    }

    /** An interval of one second, counted from 1, in which nothing was recorded but {@code metrics}. */
    public static Snapshot of(int second, MetricResult... metrics) {
        return of("load", second, List.of(), List.of(), metrics);
    }

    /** Such an interval of a phase, with all that may happen in it. */
    public static Snapshot of(
            String phase,
            int second,
            List<RunEvent> events,
            List<ThresholdResult> thresholds,
            MetricResult... metrics) {
        Duration end = Duration.ofSeconds(second);
        return new Snapshot(
                end,
                Duration.ofSeconds(10),
                phase,
                20,
                0,
                Snapshot.Iterations.NONE,
                new Interval(
                        end.minusSeconds(1),
                        Duration.ofSeconds(1),
                        7,
                        20,
                        18,
                        2,
                        17,
                        0,
                        0,
                        0,
                        Distribution.EMPTY,
                        Distribution.EMPTY),
                new Ledger(20L * second, 18L * second, 2L * second, 17L * second, 0, 0),
                List.of(),
                events,
                new SnapshotDetail(
                        List.of(metrics),
                        thresholds,
                        new GeneratorHealth(GeneratorHealth.State.GOOD, "The generator was well.", List.of())));
    }

    /** Two agents, of which the second was lost. */
    public static List<Snapshot.Agent> agents() {
        return List.of(
                new Snapshot.Agent(
                        "agent-1",
                        Snapshot.Agent.State.RUNNING,
                        5,
                        12.5,
                        0.5,
                        Duration.ofMillis(80),
                        Duration.ofMillis(40)),
                new Snapshot.Agent("agent-2", Snapshot.Agent.State.LOST, 0, 0, 0, null, Duration.ofSeconds(3)));
    }

    /** The distribution of whole milliseconds. */
    public static Distribution millis(long... times) {
        long[] nanos = Arrays.stream(times).map(time -> time * 1_000_000).toArray();
        Distribution all = Distribution.EMPTY;
        for (long time : nanos) {
            all = all.plus(Distribution.of(new long[] {time}, new long[] {1}, time, time, time));
        }
        return all;
    }
}
