package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.counter;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.metric.Counter;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.SnapshotDetail;
import dev.perf.result.ThresholdResult;
import dev.perf.spi.RunListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What live outputs get to know of each interval. */
class SnapshotDetailTest {

    private static final Counter SOLD = counter("sold");

    private final List<Snapshot> snapshots = new ArrayList<>();

    private LoadTest test() {
        return loadTest("watched")
                .run(
                        scenario("work")
                                .exec("fast", user -> user.pause(ofMillis(20)))
                                .exec("slow", user -> user.pause(ofMillis(400)))
                                .exec("sell", user -> SOLD.add(user, 2)),
                        arrivals(perSecond(10)).during(ofSeconds(20)))
                .warmUp(ofSeconds(5))
                .threshold("iterations: count > 140")
                .threshold("iterations: rate > 9 over 4s")
                .threshold("response_time{name:fast}: p(95) < 10ms")
                .threshold("response_time: p(95) < 500ms over steady");
    }

    private RunResult run(boolean detailed) throws InterruptedException {
        return Runs.run(test(), new RunListener() {
            @Override
            public boolean wantsDetail() {
                return detailed;
            }

            @Override
            public void onSnapshot(Snapshot snapshot) {
                snapshots.add(snapshot);
            }
        });
    }

    private Stream<SnapshotDetail> ofLoad() {
        return snapshots.stream()
                .filter(snapshot -> !snapshot.phase().equals("warm-up"))
                .map(Snapshot::detail)
                .filter(Objects::nonNull);
    }

    private <T extends MetricResult> Stream<T> series(Class<T> type, String metric) {
        return ofLoad().flatMap(detail -> detail.metrics().stream())
                .filter(one -> one.name().equals(metric))
                .map(type::cast);
    }

    private long sum(String counter) {
        ToLongFunction<MetricResult.Counter> count = MetricResult.Counter::count;
        return series(MetricResult.Counter.class, counter).mapToLong(count).sum();
    }

    @Test
    void nobodyWhoDoesNotAskGetsIt() throws Exception {
        run(false);

        assertThat(snapshots)
                .hasSizeGreaterThan(15)
                .allSatisfy(snapshot -> assertThat(snapshot.detail()).isNull());
    }

    @Test
    void theSeriesOfAllIntervalsAddUpToTheResult() throws Exception {
        RunResult result = run(true);

        assertThat(sum("iterations"))
                .isEqualTo(Runs.count(result, "iterations"))
                .isPositive();
        assertThat(sum("sold")).isEqualTo(Runs.count(result, "sold")).isPositive();
        for (String trend : List.of("response_time", "iteration_duration")) {
            Distribution all = Distribution.merge(series(MetricResult.Trend.class, trend)
                    .map(MetricResult.Trend::distribution)
                    .toList());
            assertThat(all).isEqualTo(((MetricResult.Trend) result.metric(trend)).distribution());
        }
    }

    @Test
    void eachSeriesHasAllItsTagsAndNoSampleIsInTwo() throws Exception {
        run(true);

        assertThat(snapshots).allSatisfy(snapshot -> {
            SnapshotDetail detail = Objects.requireNonNull(snapshot.detail());
            assertThat(detail.metrics().stream().map(MetricResult::key).toList())
                    .doesNotHaveDuplicates()
                    .contains("vus", "vus_max");
        });
        var keys = new HashSet<String>();
        series(MetricResult.Trend.class, "response_time").forEach(one -> keys.add(one.key()));
        assertThat(keys)
                .containsExactlyInAnyOrder(
                        "response_time{scenario:work,name:fast}",
                        "response_time{scenario:work,name:slow}",
                        "response_time{scenario:work,name:sell}");
    }

    @Test
    void theWarmUpIsWatchedTooAndCountsForNothingElse() throws Exception {
        run(true);

        Snapshot second = snapshots.get(1);
        assertThat(second.phase()).isEqualTo("warm-up");
        SnapshotDetail detail = Objects.requireNonNull(second.detail());
        assertThat(detail.metrics().stream()
                        .filter(one -> one.name().equals("sold"))
                        .map(one -> ((MetricResult.Counter) one).perSecond()))
                .containsExactly(20.0);
        assertThat(detail.thresholds())
                .filteredOn(threshold -> threshold.expression().equals("iterations: count > 140"))
                .extracting(ThresholdResult::actual)
                .containsExactly(0.0);
    }

    @Test
    void thresholdsStandAsTheyWouldIfTheRunEndedNow() throws Exception {
        RunResult result = run(true);

        List<SnapshotDetail> details = ofLoad().toList();
        assertThat(details.get(2).thresholds().stream().map(ThresholdResult::expression))
                .as("a window of 4 s has not passed after 3 s")
                .containsExactly("iterations: count > 140", "response_time{name:fast}: p(95) < 10ms");
        assertThat(details.getLast().thresholds()).isEqualTo(result.thresholds().subList(0, 3));
        assertThat(details.getLast().generator()).isEqualTo(result.generator());
    }
}
