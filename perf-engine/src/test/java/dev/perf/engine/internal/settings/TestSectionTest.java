package dev.perf.engine.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.dialect.Dialects;
import dev.perf.engine.internal.document.Document;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.YamlReader;
import dev.perf.engine.internal.shape.Bound;
import dev.perf.engine.internal.shape.Key;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The keys of a file: all are Perf's own, and the schema knows what the reader knows. */
class TestSectionTest {

    static List<String> namesOfTheRoot() {
        return TestSection.ROOT.keys().stream()
                .map(Key::names)
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("namesOfTheRoot")
    void ownKeysAreNotTakenForThoseOfOthers(String name) {
        var mistakes = new Mistakes();
        var notes = new Notes();
        Value read = Objects.requireNonNull(YamlReader.read(new Document("test.yaml", name + ": x\n"), mistakes));
        assertThat(Dialects.translated(read, mistakes, notes)).isSameAs(read);
        assertThat(mistakes.found()).isEmpty();
        assertThat(notes.lines()).isEmpty();
    }

    @Test
    void namesOfTheRootAreUnique() {
        assertThat(namesOfTheRoot()).doesNotHaveDuplicates();
    }

    @Test
    void theSchemaKnowsWhatTheReaderKnows() {
        Bound.read(TestSection.ROOT, """
            name: shop
            description: all of it
            include: [common.yaml]
            environment: ${ENV:-local}
            profile: smoke
            environments:
              local: {host: localhost, port: 8080, tls: false, headers: {A: 1}, variables: {a: 1}}
              staging: {scenarios: [{name: one, users: 5, duration: 1m}]}
            profiles:
              smoke: {users: 1, duration: 5s, thresholds: {p95: 100ms}}
              load: {phases: [{duration: 5, arrivalRate: 5}]}
            host: shop.example
            http: {requestTimeout: 5s, baseUrl: "http://localhost"}
            headers: {X-A: "{{ a }}"}
            variables: {list: [1, 2], text: x, number: 5}
            payload: [users.csv, {path: a.csv, fields: [a, b], order: sequence}]
            setup: [{get: /reset}]
            teardown: [{get: /reset}]
            scenarios:
              one: {weight: 2, flow: [{get: /}], thinkTime: 1s, pacing: {min: 1, max: 2}, throttle: 5/s}
              two: {executor: shared-iterations, vus: 5, iterations: 100, exec: two, startTime: 5s}
            users: 5
            spawnRate: 1
            duration: 1m
            scale: 0.5
            timeScale: 0.1
            thresholds: {http_req_duration: ['p(95)<500', {threshold: 'p(99)<1s', abortOnFail: true}], errorRate: 1%}
            slos: {availability: 99.9}
            ensure: {p95: 500, maxErrorRate: 1}
            fleet: {agents: 2}
            report: {folder: out, live: true}
            tags: {team: web}
            seed: 1
            warmUp: 5s
            thinkTimeFactor: 0.5
            tests: [{file: a.yaml, priority: high}]
            """);
        Bound.read(TestSection.ROOT, """
            scenarios:
              - name: one
                flow:
                  - get: /
            phases:
              - duration: 60
                arrivalRate: 5
            """);
    }

    @Test
    void theSchemaRefusesWhatTheReaderRefuses() {
        for (String refused : List.of(
                "usrs: 5",
                "scenarios: {one: {wight: 5}}",
                "scenarios: [{flow: [{gett: /}]}]",
                "scenarios: [{flow: [{get: {urls: /}}]}]",
                "profiles: {smoke: {users: many}}",
                "environments: {a: {hosts: b}}",
                "users: [1]",
                "phases: [{duration: 5, arivalRate: 3}]",
                "executor: constant",
                "http: {timeouts: 5}",
                "fleet: {agents: 0}",
                "tests: [{prio: high}]",
                "report: {folders: a}")) {
            assertThat(Bound.refused(TestSection.ROOT, refused)).as(refused).startsWith("test.yaml:1:");
        }
    }

    @Test
    void everyKeyIsDescribed() {
        var plain = new TreeSet<String>();
        TestSection.ROOT.keys().forEach(key -> {
            if (!key.description().endsWith(".")) {
                plain.add(key.name());
            }
        });
        assertThat(plain).isEmpty();
    }
}
