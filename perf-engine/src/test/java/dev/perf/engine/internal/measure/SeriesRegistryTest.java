package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SeriesRegistryTest {

    private static final int MOST = 1_000;

    private final SeriesRegistry registry = new SeriesRegistry(MOST);
    private final Recorder recorder = new Recorder(2);
    private final Cells total = new Cells(registry);

    private Series request(String group, String name, int status) {
        return request(group, name, status, Phase.LOAD);
    }

    private Series request(String group, String name, int status, Phase phase) {
        var tags = new LinkedHashMap<String, String>();
        tags.put("scenario", "shop");
        tags.put("group", group);
        tags.put("name", name);
        tags.put("status", String.valueOf(status));
        return registry.series(Series.Kind.HTTP_REQUEST, "http_req", new Tags(tags), phase);
    }

    private void record(Series series, long nanos) {
        RequestSample sample = new RequestSample();
        sample.responseNanos = nanos;
        sample.serviceNanos = nanos;
        Recorder.Stripe stripe = recorder.acquire(series.id());
        stripe.request(series, sample);
        stripe.release();
    }

    private long requests(Map<String, String> filter) {
        return total.read("http_reqs", filter) instanceof MetricValue.Counter counter ? counter.count() : 0;
    }

    private long sumBy(String tag) {
        return registry.all().stream()
                .map(series -> series.tags().values().get(tag))
                .filter(Objects::nonNull)
                .distinct()
                .mapToLong(value -> requests(Map.of(tag, value)))
                .sum();
    }

    @Test
    void foldsTenTimesTheLimitIntoOtherAndLosesNothing() {
        registry.begin();
        for (int i = 0; i < 10 * MOST; i++) {
            record(request("pages", "page " + i, 200), 1_000_000);
            if (i % MOST == 0) {
                recorder.drain(total::add);
            }
        }
        recorder.drain(total::add);
        assertThat(registry.all()).hasSize(MOST + 1);
        assertThat(requests(Map.of())).isEqualTo(10 * MOST);
        assertThat(sumBy("name")).isEqualTo(10 * MOST);
        assertThat(sumBy("group")).isEqualTo(10 * MOST);
        assertThat(requests(Map.of("name", "page 999"))).isEqualTo(1);
        assertThat(requests(Map.of("name", "page 1000"))).isZero();
        assertThat(requests(Map.of("name", "other"))).isEqualTo(9 * MOST);
        assertThat(registry.warnings())
                .containsExactly("Lambda steps made up more than 1000 combinations of tags of a metric, so further"
                        + " values were counted together under \"other\": tag name of http_reqs, for example"
                        + " \"page 1000\", \"page 1001\", \"page 1002\". Totals are exact; give what differs only by an"
                        + " id one name, or raise maxSeries.");
    }

    @Test
    void foldsTheTagThatVariesAndKeepsTheOthers() {
        registry.begin();
        for (int i = 0; i < 10 * MOST; i++) {
            record(request("user " + i, "name " + i % 5, 200), 1_000_000);
        }
        recorder.drain(total::add);
        assertThat(requests(Map.of("name", "name 3"))).isEqualTo(2 * MOST);
        assertThat(requests(Map.of("group", "other"))).isEqualTo(9 * MOST);
        assertThat(requests(Map.of("name", "other"))).isZero();
        assertThat(registry.all()).hasSize(MOST + 5);
        assertThat(registry.warnings())
                .singleElement()
                .asString()
                .contains("tag group of http_reqs, for example \"user 1000\", \"user 1001\", \"user 1002\".");
    }

    @Test
    void staysBoundedWhereEveryTagVaries() {
        registry.begin();
        for (int i = 0; i < 10 * MOST; i++) {
            record(request("group " + i, "name " + i, 100 + i % 900), 1_000_000);
        }
        for (int i = 0; i < 100; i++) {
            for (int status = 100; status < 600; status++) {
                record(request("group 1", "name " + i, status), 1_000_000);
            }
        }
        recorder.drain(total::add);
        assertThat(registry.all()).hasSizeLessThan(25 * MOST);
        assertThat(requests(Map.of())).isEqualTo(10 * MOST + 100 * 500);
        assertThat(sumBy("name")).isEqualTo(10 * MOST + 100 * 500);
        assertThat(sumBy("group")).isEqualTo(10 * MOST + 100 * 500);
        assertThat(sumBy("status")).isEqualTo(10 * MOST + 100 * 500);
    }

    @Test
    void foldsTheSameInEachPhase() {
        var small = new SeriesRegistry(2);
        small.begin();
        for (Phase phase : List.of(Phase.WARM_UP, Phase.LOAD, Phase.ofStage("peak"))) {
            assertThat(List.of("a", "b", "c", "d"))
                    .extracting(name -> small.series(Series.Kind.RATE, "checks", Tags.of("check", name), phase))
                    .extracting(series -> series.tags().values().get("check"))
                    .containsExactly("a", "b", "other", "other");
        }
        assertThat(small.all()).hasSize(9);
    }

    @Test
    void keepsWhatThePlanNamesHoweverLateItComesUp() {
        var small = new SeriesRegistry(2);
        for (String name : List.of("p", "q", "r")) {
            small.expect("http_req", Tags.of("name", name));
        }
        small.keep(Map.of("name", "wanted"));
        small.begin();
        small.expect("http_req", Tags.of("name", "d"));
        assertThat(List.of("a", "b", "c", "d", "p", "q", "r", "wanted"))
                .extracting(name -> small.series(
                        Series.Kind.HTTP_REQUEST,
                        "http_req",
                        Tags.of("name", name).and("status", "200"),
                        Phase.LOAD))
                .extracting(series -> series.tags().values().get("name"))
                .containsExactly("a", "b", "other", "other", "p", "q", "r", "wanted");
    }

    @Test
    void saysNothingWhereEachHasItsOwn() {
        registry.begin();
        for (int i = 0; i < MOST; i++) {
            request("pages", "page " + i, 200);
            request("pages", "page " + i, 404);
        }
        assertThat(registry.warnings()).isEmpty();
        assertThat(registry.all()).hasSize(2 * MOST);
    }
}
