package dev.perf.report.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.AgentRuns;
import dev.perf.report.internal.output.KeptControl;
import dev.perf.report.internal.output.Snapshots;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class LiveStateTest {

    private static LiveState state(int mostPoints) {
        return new LiveState(LiveRuns.run(new KeptControl()), Snapshots.START, mostPoints);
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
            JsonNode told = read(state.add(LiveRuns.second(second)));
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
    void agentsHaveEndedWhenTheRunHas() {
        LiveState state = state(16);
        JsonNode running = read(state.add(LiveRuns.second(1).withAgents(Snapshots.agents())));
        JsonNode ended = read(state.end(AgentRuns.threeAgents()));

        assertThat(states(running)).containsExactly("RUNNING", "LOST");
        assertThat(states(ended)).containsExactly("ENDED", "LOST");
    }

    private static List<String> states(JsonNode told) {
        return told.get("now")
                .get("agents")
                .valueStream()
                .map(agent -> agent.get("state").stringValue())
                .toList();
    }

    @Test
    void aLongRunIsNotMoreThanAShortOne() {
        LiveState state = state(LiveState.MOST_POINTS);
        int most = 0;
        int mostAdded = 0;
        for (int second = 1; second <= 5_000; second++) {
            byte[] told = state.add(LiveRuns.second(second));
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
            state.add(LiveRuns.second(second));
        }

        JsonNode now = read(state.summary(0, 0)).get("now");

        assertThat(now.get("standing").stringValue()).isEqualTo("PASSED");
        assertThat(now.get("phase").stringValue()).isEqualTo("load");
        assertThat(now.get("soFar").get("requests").intValue()).isEqualTo(21);
        assertThat(now.get("soFar").get("failed").intValue()).isEqualTo(7);
        JsonNode login = now.get("requests").get(0);
        assertThat(login.get("name").stringValue()).isEqualTo(LiveRuns.NAME);
        assertThat(login.get("count").intValue()).isEqualTo(21);
        assertThat(login.get("failed").intValue()).isEqualTo(7);
        assertThat(login.get("perSecond").intValue()).isEqualTo(3);
        assertThat(login.get("responseTime").get("max").intValue()).isEqualTo(40);
        assertThat(now.get("events").get(0).get("text").stringValue()).isEqualTo("deployed <b>v2</b>");
        assertThat(now.get("thresholds").get(1).get("state").stringValue()).isEqualTo("NOT_YET");
        assertThat(now.get("end").isNull()).isTrue();
    }
}
