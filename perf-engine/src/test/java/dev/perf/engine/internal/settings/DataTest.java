package dev.perf.engine.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.feed.Feeder;
import dev.perf.feed.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables, and records of other files. */
class DataTest {

    @SuppressWarnings("NullAway.Init") // made before each test
    private Given given;

    @BeforeEach
    void inAFolder(@TempDir Path folder) throws IOException {
        given = new Given(folder);
    }

    private static final String TEST =
            "users: 1\nduration: 1s\nscenarios: {one: {flow: [get: \"http://localhost/\"]}}\n";

    private List<Feeder> feeders(String text) throws IOException {
        return given.plan(given.file(text + TEST))
                .workloads()
                .getFirst()
                .scenario()
                .feeders();
    }

    private String feeder(String payload) throws IOException {
        return given.shown(feeders("payload: " + payload + "\n").toString());
    }

    @Test
    void iterationsGetOneOfAListAtRandom() throws IOException {
        List<Feeder> feeders = feeders("variables: {id: [1, two, 3.5], all: 7, quoted: '007', code: 007}\n");
        assertThat(feeders).hasSize(1);
        Source.Generated source = (Source.Generated) feeders.getFirst().source();
        Set<Object> ids = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            Map<String, Object> record = source.generator().record(seed, new Random(seed));
            assertThat(record)
                    .containsEntry("all", 7L)
                    .containsEntry("quoted", "007")
                    .containsEntry("code", "007");
            ids.add(String.valueOf(record.get("id")));
        }
        assertThat(ids).containsExactlyInAnyOrder("1", "two", "3.5");
    }

    @Test
    void scenariosHaveDataOfTheirOwnBehindThatOfTheTest() throws IOException {
        given.file("a.csv", "a\n1\n");
        given.file("b.csv", "b\n1\n");
        assertThat(given.plan(given.file("""
            users: 1
            duration: 1s
            payload: a.csv
            scenarios: {one: {payload: {path: b.csv, order: shuffle}, flow: [get: "http://localhost/"]}}
            """)).workloads().getFirst().scenario().feeders())
                .extracting(feeder -> given.shown(feeder.toString()))
                .containsExactly("csv(\"a.csv\").random()", "csv(\"b.csv\").shuffle()");
    }

    @Test
    void filesAreReadAsTheirNamesSay() throws IOException {
        assertThat(feeder("[a.csv, b.tsv, c.json, d.jsonl, e.csv.gz]"))
                .isEqualTo("[csv(\"a.csv\").random(), tsv(\"b.tsv\").random(), json(\"c.json\").random(),"
                        + " jsonLines(\"d.jsonl\").random(), csv(\"e.csv.gz\").random()]");
    }

    @Test
    void recordsAreOrdered() throws IOException {
        assertThat(feeder("[{path: a.csv, order: sequence}, {path: a.csv, order: queue, atEnd: stop-run}, {path: a.csv,"
                        + " order: unique}, {path: a.csv, order: per-user, atEnd: recycle}]"))
                .isEqualTo("[csv(\"a.csv\").circular(), csv(\"a.csv\").queue().thenStopRun(), csv(\"a.csv\").unique(),"
                        + " csv(\"a.csv\").perUser().thenRecycle()]");
    }

    @Test
    void columnsHaveOtherNames() throws IOException {
        Feeder named = feeders("payload: {path: a.csv, fields: [x, y], delimiter: ;}\n")
                .getFirst();
        Source.Csv csv = (Source.Csv) named.source();
        assertThat(csv.separator()).isEqualTo(';');
        assertThat(csv.columns()).containsExactly("x", "y");
        Feeder skipped = feeders("payload: {path: a.csv, fields: [x, y], skipHeader: true}\n")
                .getFirst();
        assertThat(((Source.Csv) skipped.source()).columns()).isNull();
        assertThat(skipped.changes()).hasSize(1);
    }

    @Test
    void mistakesSayWhatIsAllowed() throws IOException {
        assertThat(given.refused(given.file("""
            payload:
              - {path: a.csv, delimiter: ab, order: sometimes}
              - {fields: x}
              - {path: c.json, skipHeader: true}
            """ + TEST))).isEqualTo("""
                4 mistakes
                test.yaml:2:30: payload[0].delimiter: a single character such as ; or \\t is expected here, got \
                "ab"
                    2 |   - {path: a.csv, delimiter: ab, order: sometimes}
                      |                              ^^
                test.yaml:2:41: payload[0].order: sequence, random, queue, shuffle, unique or per-user is \
                expected here, got the value "sometimes"
                    2 |   - {path: a.csv, delimiter: ab, order: sometimes}
                      |                                         ^^^^^^^^^
                test.yaml:3:5: payload[1]: "path" is missing: a text
                    3 |   - {fields: x}
                      |     ^
                test.yaml:4:32: payload[2].skipHeader: means nothing to JSON, whose records have names
                    4 |   - {path: c.json, skipHeader: true}
                      |                                ^^^^\
                """);
    }
}
