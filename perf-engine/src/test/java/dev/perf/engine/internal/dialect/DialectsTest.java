package dev.perf.engine.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.document.Document;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.document.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are rewritten, what of them stays, and where each value of the result stands. */
class DialectsTest {

    private final Mistakes mistakes = new Mistakes();
    private final Notes notes = new Notes();

    private static Value read(String text) {
        return Objects.requireNonNull(YamlReader.read(new Document("test.yaml", text), new Mistakes()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users: 5\nduration: 10s\n",
                "name: shop\nscenarios: [{flow: [{get: /}]}]\nphases: [{duration: 5, arrivalRate: 5}]\n",
                "environments: {local: {host: a, port: 80}}\nprofiles: {smoke: {spawn_rate: 3}}\n",
                "thresholds: {http_reqs: [rate>1], http_req_failed: {threshold: rate<0.01}}\n"
                        + "slos: {availability: 99.9}\n",
                "stages: [{duration: 5s, target: 5}]\nscenarios: {a: {executor: constant-vus, exec: b}}\n",
                "fleet: {nodes: [a:1], coordinator: {host: a, port: 1}}\ntests: [{id: a, file: a.yaml}]\n",
                "something: else\n",
                "- a\n- {b: c}\n",
                "just a text",
                ""
            })
    void perfsOwnFormIsReturnedAsItIs(String text) {
        Value document = read(text);

        assertThat(Dialects.translated(document, mistakes, notes)).isSameAs(document);
        assertThat(mistakes.found()).isEmpty();
        assertThat(notes.lines()).isEmpty();
    }

    @Test
    void severalDialectsMayBeInOneFile() {
        Translation translation = Translation.of("""
            performance: {default_users: 5}
            performance_thresholds: {smoke: {avg_response_time: 5}}
            service: shop
            nodes: [{id: a}]
            coordinator: {host: a, port: 1}
            summaryTrendStats: [avg]
            own: 1
            """);

        assertThat(translation.whole()).isEqualTo("""
            users = 5 @1:30
            profiles.smoke.thresholds.avg = 5 @2:53
            tags.service = shop @3:10
            fleet.nodes[0].id = a @4:14
            fleet.coordinator.host = a @5:21
            fleet.coordinator.port = 1 @5:30
            own = 1 @7:6

            notes:
            test.yaml:6:1: summaryTrendStats: not used: the report has all of them, and p(99.9) too
            """);
    }

    @Test
    void misspeltKeysOfDialectsAreTold() {
        Translation translation = Translation.of("""
            users: 5
            confg: {}
            distributed_testng: {}
            insecureSkipTlsVerfy: true
            ENVIROMENTS: {}
            anything: 5
            """);

        assertThat(translation.whole()).isEqualTo("""
            users = 5 @1:8
            ENVIROMENTS = a mapping @5:14
            anything = 5 @6:11

            mistakes:
            test.yaml:2:1: confg: no key of a test; did you mean "config" of Artillery's scripts?
            test.yaml:3:1: distributed_testng: no key of a test; did you mean "distributed_testing" of distributed testing?
            test.yaml:4:1: insecureSkipTlsVerfy: no key of a test; did you mean "insecureSkipTLSVerify" of k6's options?
            """);
    }

    @Test
    void keysStandWhereThoseStoodThatTheyWereMadeOf() {
        Entries translated = (Entries) Dialects.translated(
                read("config:\n  target: http://a\n  http: {timeout: 5}\nname: shop\n"), mistakes, notes);

        assertThat(keys(translated))
                .containsExactlyEntriesOf(
                        places("host", "2:3", "http", "3:10", "http.requestTimeout", "3:10", "name", "4:1"));
    }

    private static Map<String, String> places(String... keysAndPlaces) {
        Map<String, String> places = new LinkedHashMap<>();
        for (int i = 0; i < keysAndPlaces.length; i += 2) {
            places.put(keysAndPlaces[i], keysAndPlaces[i + 1]);
        }
        return places;
    }

    private static Map<String, String> keys(Entries entries) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (Entry entry : entries.entries()) {
            Text key = entry.key();
            keys.put(key.text(), key.place().line() + ":" + key.place().column());
            if (entry.value() instanceof Entries within) {
                keys(within).forEach((name, place) -> keys.put(key.text() + "." + name, place));
            }
        }
        return keys;
    }

    /** Whatever stands under the keys of dialects: nothing is thrown, and nothing comes from elsewhere. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyValuesUnderKnownKeysAreTranslated(long seed) {
        for (int round = 0; round < 400; round++) {
            var writer = new RandomDocument(new Random(seed * 1_000 + round));
            Value document = writer.mapping(3);

            Value translated = Dialects.translated(document, new Mistakes(), new Notes());

            assertThat(writer.written).containsAll(placesIn(translated));
        }
    }

    private static Set<Place> placesIn(Value value) {
        Set<Place> places = new HashSet<>(Set.of(value.place()));
        switch (value) {
            case Items items -> items.items().forEach(item -> places.addAll(placesIn(item)));
            case Entries entries ->
                entries.entries().forEach(entry -> {
                    places.add(entry.key().place());
                    places.addAll(placesIn(entry.value()));
                });
            case Text text -> {}
            case Nothing nothing -> {}
        }
        return places;
    }

    /** Makes values of the words that dialects have, each at a place of its own. */
    private static final class RandomDocument {

        private static final List<String> WORDS =
                List.of(("config target phases defaults headers cookie strictCapture think http timeout pool"
                    + " distributedTracing enabled sampled tls rejectUnauthorized environments variables payload path"
                    + " cast plugins expect ensure processor engines mode scenarios flow engine before after options"
                    + " executor exec env hosts dns ttl select policy localIPs tlsVersion min max noConnectionReuse"
                    + " noVUConnectionReuse stages vus rps spawn-rate run-time html processes master-bind-host tags"
                    + " distributed_testing coordinator nodes host port constant_rps concurrent_users monitoring"
                    + " influxdb database service environment thresholds threshold performance tool metrics"
                    + " default_users max_error_rate_percent capabilities id priority max_concurrent_tests"
                    + " requirements max_retries tests heartbeat_interval load_balancing_strategy result_aggregation"
                    + " persist_results framework_config node_config test_config ENVIRONMENTS grpc_port PROFILES name"
                    + " CUSTOM_PROFILE PERFORMANCE_THRESHOLDS profiles report outputs fleet true false 5 inf tls1.2 *"
                    + " -1 a,b {u} k6 poisson round_robin {{$env.A}}")
                        .split(" "));

        private final Random random;
        private final Document document = new Document("random", "");
        private final List<Place> written = new ArrayList<>();

        RandomDocument(Random random) {
            this.random = random;
        }

        private Place place() {
            var place = new Place(document, written.size() + 1, 1, 1);
            written.add(place);
            return place;
        }

        private Text word() {
            return new Text(place(), WORDS.get(random.nextInt(WORDS.size())), false, null);
        }

        Entries mapping(int depth) {
            Place place = place();
            Map<String, Entry> entries = new LinkedHashMap<>();
            IntStream.range(0, random.nextInt(6)).forEach(i -> {
                Text key = word();
                entries.putIfAbsent(key.text(), new Entry(key, value(depth)));
            });
            return new Entries(place, List.copyOf(entries.values()));
        }

        private Value value(int depth) {
            int kind = random.nextInt(depth > 0 ? 8 : 3);
            if (kind < 2) {
                return word();
            } else if (kind == 2) {
                return new Nothing(place());
            } else if (kind == 3) {
                Place place = place();
                return new Items(
                        place,
                        IntStream.range(0, random.nextInt(3))
                                .mapToObj(i -> value(depth - 1))
                                .toList());
            }
            return mapping(depth - 1);
        }
    }
}
