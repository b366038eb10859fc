package dev.perf.report.internal.live;

import static dev.perf.report.internal.output.Snapshots.millis;

import dev.perf.event.RunControl;
import dev.perf.output.OutputRun;
import dev.perf.result.Distribution;
import dev.perf.result.ErrorResult;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import dev.perf.result.SnapshotDetail;
import dev.perf.result.ThresholdResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A run that never was, for those who watch it. */
public final class LiveRuns {

    private LiveRuns() {}

    /** As hostile as names of requests can be. */
    public static final String NAME = "login <script>alert('name')</script>";

    private static final Map<String, String> TAGS =
            Map.of("scenario", "buyer", "name", NAME, "method", "GET", "status", "200");

    /** The run. */
    public static OutputRun run(RunControl control) {
        return new OutputRun(
                "shop",
                "20261120-140307-250",
                Map.of("commit", "c0ffee"),
                List.of("response_time: p(95) < 300ms", "checks: rate > 0.9"),
                "0.1.0",
                false,
                warning -> {},
                List.of(
                        new PlannedLoad(
                                "buyer",
                                PlannedLoad.Model.OPEN,
                                "10/s for 1m",
                                List.of(
                                        new PlannedLoad.Point(Duration.ZERO, 10),
                                        new PlannedLoad.Point(Duration.ofMinutes(1), 10)),
                                List.of(),
                                List.of()),
                        new PlannedLoad(
                                "visitor",
                                PlannedLoad.Model.CLOSED,
                                "3 users",
                                List.of(
                                        new PlannedLoad.Point(Duration.ZERO, 3),
                                        new PlannedLoad.Point(Duration.ofMinutes(1), 3)),
                                List.of(),
                                List.of()),
                        new PlannedLoad(
                                "once",
                                PlannedLoad.Model.CLOSED,
                                "100 iterations",
                                List.of(new PlannedLoad.Point(Duration.ZERO, 1)),
                                List.of(),
                                List.of())),
                control);
    }

    /** Second {@code second} of a run, counted from 1, with requests that got slower. */
    public static Snapshot second(int second) {
        Distribution times = millis(10, 20, 30L + second);
        Duration end = Duration.ofSeconds(second);
        return new Snapshot(
                end,
                Duration.ofMinutes(1),
                second <= 3 ? "warm-up" : "load",
                10,
                3,
                Snapshot.Iterations.NONE,
                new Interval(
                        end.minusSeconds(1), Duration.ofSeconds(1), second % 5, 10, 9, 1, 9, 3, 1, 300, times, times),
                new Ledger(10L * second, 9L * second, second, 8L * second, second, 0),
                List.of(new ErrorResult(
                        "status", NAME, "got 503 <img src=x onerror=alert(1)>", second, Duration.ZERO, end)),
                second == 6 ? List.of(new RunEvent(end, RunEvent.Type.MARK, "deployed <b>v2</b>", "main")) : List.of(),
                new SnapshotDetail(
                        List.of(
                                new MetricResult.Rate("http_req_failed", TAGS, 1, 2),
                                new MetricResult.Trend("response_time", TAGS, times)),
                        List.of(new ThresholdResult(
                                "response_time: p(95) < 300ms", true, 40.0, 300, 260.0, 3, null, "40 ms")),
                        new GeneratorHealth(GeneratorHealth.State.GOOD, "The generator was well.", List.of())));
    }
}
