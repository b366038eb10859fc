package dev.perf.engine.internal.settings;

import static dev.perf.engine.internal.shape.Key.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.document.Document;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.document.YamlReader;
import dev.perf.engine.internal.extract.JsonSchema;
import dev.perf.engine.internal.settings.flow.Flows;
import dev.perf.engine.internal.settings.load.Executor;
import dev.perf.engine.internal.settings.load.Phases;
import dev.perf.engine.internal.shape.Bound;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.load.LoadProfile;
import dev.perf.scenario.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever stands in a file, nothing is thrown: it is read, or it has mistakes. And what is read validates against the
 * schema. Documents are made of good ones, of which single values are changed at random.
 */
class SettingsLawTest {

    private record Whole(List<Step> flow, LoadProfile load) {}

    private static final Key<List<Step>> FLOW =
            key("flow", Flows.SHAPE, "Steps.").required();
    private static final Key<LoadProfile> LOAD = key(
                    "load", Mapping.of("a load", Executor.KEYS, SettingsLawTest::load), "Load.")
            .required();
    private static final Key<List<Phases.Phase>> PHASES =
            key("phases", Phases.SHAPE, "Phases.").required();

    private static final Shape<Whole> SHAPE = Mapping.of("a test", List.of(FLOW, LOAD, PHASES), fields -> {
        List<Step> flow = fields.get(FLOW);
        LoadProfile load = fields.get(LOAD);
        LoadProfile phases = Phases.load(fields.get(PHASES, List.of()), fields, PHASES);
        return flow == null || load == null || phases == null ? null : new Whole(flow, load);
    });

    private static @Nullable LoadProfile load(Fields fields) {
        LoadProfile load = Executor.read(fields);
        if (load == null) {
            fields.mistake("there is none, or it cannot be read");
        }
        return load;
    }

    private static final String GOOD = """
        flow:
          - get: /a/{{ id }}
          - post:
              url: /b
              name: b
              headers: {X-Trace: "1"}
              qs: {page: 1}
              json: {a: [1, x, {b: true}]}
              timeout: 5
              tags: {plan: gold}
              probability: 50
              ifTrue: a == 'b' and c > 3
              capture: [{json: $.id, as: id}, {regexp: "a(b)", group: 1, as: x, strict: false}]
              match: {header: ETag, value: x}
              expect: [{statusCode: [200, 201], contentType: json, hasProperty: data, maxDuration: 500}]
          - put: {url: /c, formData: {a: b, c: {fromFile: x.png, contentType: image/png}}, auth: {user: u, pass: p}}
          - think: {min: 1, max: 2s}
          - {loop: [{think: 1}, {log: "{{ x }}"}], count: 3, loopValue: i}
          - {loop: [{set: {a: 1}}], over: [a, 2], ifTrue: not b}
          - {parallel: [{get: /d}, {delete: /e}], limit: 2, name: both}
          - {group: g, steps: [{pace: 5s}, {head: /f}]}
        load:
          executor: ramping-arrival-rate
          startRate: 5
          timeUnit: 1m
          maxVUs: 50
          gracefulStop: 5s
          stages: [{duration: 1m, target: 10, name: up}, {duration: 30s, target: 0}]
        phases:
          - {duration: 60, arrivalRate: 5, rampTo: 10, name: warm}
          - {pause: 5}
          - {duration: 60, arrivalCount: 100}
        """;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "0",
            "-1",
            "1.5",
            "1e999999999",
            "99999999999999999999",
            "0x10",
            "010",
            "1:30",
            "no",
            "true",
            "5s",
            "5m5",
            "{{ name }}",
            "{{",
            "{{ $x() }}",
            "#{",
            "#{x",
            "${X}",
            "$.a[",
            "(",
            "[a",
            "a::b",
            "java.lang.String::valueOf",
            "get",
            "random",
            "constant-vus",
            "first",
            "all",
            "\u0000",
            "\ud800",
            "é😀",
            "/",
            "%",
            "50%",
            "a b",
            "a == ",
            "not",
            "null",
            "x".repeat(5_000),
            "[".repeat(500),
            "\n\n");

    private static final List<String> KEYS = List.of(
            "get",
            "url",
            "json",
            "body",
            "think",
            "loop",
            "count",
            "over",
            "parallel",
            "function",
            "steps",
            "group",
            "set",
            "executor",
            "vus",
            "duration",
            "rate",
            "stages",
            "pause",
            "rampTo",
            "x",
            "",
            "users",
            "min",
            "expect",
            "match",
            "transform",
            "beforeRequest",
            "connect",
            "limit",
            "name");

    private final SplittableRandom random = new SplittableRandom(20_261_122);
    private final Place place = new Document("test.yaml", GOOD).start();

    private Value changed(Value value, double share) {
        if (random.nextDouble() < share) {
            return other();
        }
        return switch (value) {
            case Text text -> text;
            case Nothing nothing -> nothing;
            case Items items -> {
                var list = new ArrayList<Value>();
                items.items().forEach(item -> list.add(changed(item, share)));
                if (random.nextDouble() < share) {
                    list.add(other());
                }
                yield new Items(items.place(), list);
            }
            case Entries entries -> {
                var list = new ArrayList<Entry>();
                for (Entry entry : entries.entries()) {
                    Entry kept = new Entry(entry.key(), changed(entry.value(), share));
                    double draw = random.nextDouble();
                    if (draw > 2 * share) {
                        list.add(kept);
                    } else if (draw > share) {
                        list.add(new Entry(anyKey(), kept.value()));
                    }
                }
                yield new Entries(
                        entries.place(),
                        list.stream()
                                .filter(entry -> list.stream()
                                                .filter(each -> each.key()
                                                        .text()
                                                        .equals(entry.key().text()))
                                                .findFirst()
                                                .orElseThrow()
                                        == entry)
                                .toList());
            }
        };
    }

    private Text anyKey() {
        return new Text(place, KEYS.get(random.nextInt(KEYS.size())), false, null);
    }

    private Value other() {
        return switch (random.nextInt(8)) {
            case 0 -> new Nothing(place);
            case 1 -> new Items(place, List.of());
            case 2 -> new Items(place, List.of(other()));
            case 3 -> new Entries(place, List.of());
            case 4 -> new Entries(place, List.of(new Entry(anyKey(), other())));
            default -> new Text(place, TEXTS.get(random.nextInt(TEXTS.size())), random.nextBoolean(), null);
        };
    }

    @Test
    void whateverStandsInAFileIsReadOrHasMistakesAndWhatIsReadValidates() {
        var none = new Mistakes();
        Value good = Objects.requireNonNull(YamlReader.read(new Document("test.yaml", GOOD), none));
        JsonSchema schema = JsonSchema.compile(JsonMapper.shared().writeValueAsString(Bound.schema(SHAPE)));
        assertThat(SHAPE.read(good, new Reading("", none))).isNotNull();
        assertThat(none.found()).isEmpty();
        assertThat(schema.faults(Bound.json(good))).isEmpty();

        int read = 0;
        for (int i = 0; i < 4_000; i++) {
            Value value = changed(good, i % 2 == 0 ? 0.002 : 0.05);
            var mistakes = new Mistakes();
            Whole whole = SHAPE.read(value, new Reading("", mistakes));
            if (whole == null) {
                assertThat(mistakes.areNone())
                        .as("nothing is read of " + Bound.json(value))
                        .isFalse();
                assertThat(mistakes.message()).isNotBlank();
            } else if (mistakes.areNone()) {
                read++;
                assertThat(schema.faults(Bound.json(value)))
                        .as("what the schema finds in " + Bound.json(value))
                        .isEmpty();
            }
        }
        assertThat(read).isGreaterThan(500);
    }
}
