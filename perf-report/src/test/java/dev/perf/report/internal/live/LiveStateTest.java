package dev.perf.report.internal.live;

import static dev.perf.report.internal.output.Snapshots.millis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.event.RunControl;
import dev.perf.output.OutputRun;
import dev.perf.report.internal.output.KeptControl;
import dev.perf.report.internal.output.Snapshots;
import dev.perf.result.Distribution;
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
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class LiveStateTest {

    private static final Map<String, String> TAGS =
            Map.of("scenario", "buyer", "name", "login", "method", "GET", "status", "200");

    static OutputRun run(RunControl control) {
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
    static Snapshot second(int second) {
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
                List.of(),
                second == 6 ? List.of(new RunEvent(end, RunEvent.Type.MARK, "deployed v2", "main")) : List.of(),
                new SnapshotDetail(
                        List.of(
                                new MetricResult.Rate("http_req_failed", TAGS, 1, 2),
                                new MetricResult.Trend("response_time", TAGS, times)),
                        List.of(new ThresholdResult(
                                "response_time: p(95) < 300ms", true, 40.0, 300, 260.0, 3, null, "40 ms")),
                        new GeneratorHealth(GeneratorHealth.State.GOOD, "The generator was well.", List.of())));
    }

    private static LiveState state(int mostPoints) {
        return new LiveState(run(new KeptControl()), Snapshots.START, mostPoints);
    }

    private static JsonNode read(byte[] json) {
        return JsonMapper.shared().readTree(json);
    }

    /** What the script of the page does with a change. */
    private static void apply(ObjectNode whole, JsonNode change) {
        boolean joined = change.get("joined").booleanValue();
        for (String bound : List.of("from", "to")) {
            put((ArrayNode) whole.get("time").get(bound), change.get("time").get(bound), joined);
        }
        for (String same : List.of("end", "shades", "stages", "moments")) {
            ((ObjectNode) whole.get("time")).set(same, change.get("time").get(same));
        }
        for (String column : List.of("min", "max", "counts")) {
            put((ArrayNode) whole.get("heat").get(column), change.get("heat").get(column), joined);
        }
        for (int i = 0; i < whole.get("charts").size(); i++) {
            var chart = (ObjectNode) whole.get("charts").get(i);
            JsonNode added = change.get("charts").get(i);
            for (int line = 0; line < chart.get("lines").size(); line++) {
                put(
                        (ArrayNode) chart.get("lines").get(line).get("values"),
                        added.get("lines").get(line).get("values"),
                        joined);
            }
            for (String same : List.of("planned", "limits", "bursts")) {
                if (added.has(same)) {
                    chart.set(same, added.get(same));
                }
            }
            // The page counts that for itself, from what it has.
            chart.remove("logarithmic");
        }
        whole.set("now", change.get("now"));
    }

    private static void put(ArrayNode all, JsonNode added, boolean joined) {
        if (joined) {
            all.remove(all.size() - 1);
        }
        added.forEach(all::add);
    }

    private static JsonNode withoutAxes(JsonNode whole) {
        whole.get("charts").forEach(chart -> ((ObjectNode) chart).remove("logarithmic"));
        return whole;
    }

    @Test
    void whoComesLateHasWhatOneHasWhoWasThereFromTheBeginning() {
        LiveState state = state(16);
        ObjectNode early = null;
        for (int second = 1; second <= 100; second++) {
            JsonNode told = read(state.add(second(second)));
            if (state.isWhole()) {
                early = (ObjectNode) withoutAxes(told);
            } else {
                apply(early, told);
            }

            assertThat(early).as("second %d", second).isEqualTo(withoutAxes(read(state.whole())));
        }
        assertThat(early.get("time").get("from").size()).isBetween(8, 16);
        assertThat(early.get("time").get("end").intValue()).isEqualTo(100);
    }

    @Test
    void aLongRunIsNotMoreThanAShortOne() {
        LiveState state = state(LiveState.MOST_POINTS);
        int most = 0;
        int mostAdded = 0;
        for (int second = 1; second <= 5_000; second++) {
            byte[] told = state.add(second(second));
            mostAdded = state.isWhole() ? mostAdded : Math.max(mostAdded, told.length);
            most = state.isWhole() ? Math.max(most, told.length) : most;
        }

        assertThat(mostAdded).isLessThan(6_000);
        assertThat(most).isLessThan(120_000);
        assertThat(state.whole().length).isLessThan(120_000);
    }

    @Test
    void countsWhatIsMeasuredAndNotTheWarmUp() {
        LiveState state = state(600);
        for (int second = 1; second <= 10; second++) {
            state.add(second(second));
        }

        JsonNode now = read(state.summary()).get("now");

        assertThat(now.get("standing").stringValue()).isEqualTo("PASSED");
        assertThat(now.get("phase").stringValue()).isEqualTo("load");
        assertThat(now.get("soFar").get("requests").intValue()).isEqualTo(21);
        assertThat(now.get("soFar").get("failed").intValue()).isEqualTo(7);
        JsonNode login = now.get("requests").get(0);
        assertThat(login.get("name").stringValue()).isEqualTo("login");
        assertThat(login.get("count").intValue()).isEqualTo(21);
        assertThat(login.get("failed").intValue()).isEqualTo(7);
        assertThat(login.get("perSecond").intValue()).isEqualTo(3);
        assertThat(login.get("responseTime").get("max").intValue()).isEqualTo(40);
        assertThat(now.get("events").get(0).get("text").stringValue()).isEqualTo("deployed v2");
        assertThat(now.get("thresholds").get(1).get("state").stringValue()).isEqualTo("NOT_YET");
        assertThat(now.get("end").isNull()).isTrue();
    }
}
