package dev.perf.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.perf.spi.FileEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether editors that know the published schema help with the files of the guide, and object to mistakes. */
class TestFileSchemaTest {

    private static final Path FOLDER = Path.of("src/test/resources/yaml");
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private static final JsonNode TEXT =
            JsonMapper.shared().readTree(FileEngine.find().schema());
    private static final Schema SCHEMA = REGISTRY.getSchema(TEXT);

    static Stream<Path> right() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    // One is wrong, and one has Artillery's form.
                    .filter(file -> !file.endsWith("wrong.yaml") && !file.endsWith("artillery.yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void isASchema() {
        Schema dialect = REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_7.getDialectId()));
        assertThat(faults(dialect, TEXT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("right")
    void filesOfTheGuideValidate(Path file) throws IOException {
        assertThat(faults(SCHEMA, json(Files.readString(file)))).isEmpty();
    }

    /** Samples of other tools' files have keys in their root that are none of Perf's. */
    @Test
    void samplesInPerfsOwnFormValidate() throws IOException {
        Path samples = Path.of("../samples/files");
        if (!Files.isDirectory(samples)) {
            return;
        }
        var known = new TreeSet<String>();
        TEXT.get("properties").propertyNames().forEach(known::add);
        try (Stream<Path> files = Files.list(samples)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                JsonNode document = json(Files.readString(file));
                if (known.containsAll(List.copyOf(document.propertyNames()))) {
                    assertThat(faults(SCHEMA, document)).as(file.toString()).isEmpty();
                }
            }
        }
    }

    @Test
    void theStarterValidates() throws IOException {
        Path starter = Path.of("../perf-distributed/src/main/resources/dev/perf/cli/starter.yaml");
        assertThat(faults(SCHEMA, json(Files.readString(starter)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        treshold: {p95: 500ms}                                | treshold
        users: many                                           | users
        environments: {staging: {hosts: x}}                   | hosts
        profiles: {smoke: {durations: 5s}}                    | durations
        http: {requestTimout: 5s}                             | requestTimout
        executor: constant-vu                                 | executor
        scenarios: {look: {flows: [get: /]}}                  | flows
        scenarios: [{name: look, flow: [{gett: /}]}]          | gett
        scenarios: {look: {flow: [{get: {uri: /, jsn: 1}}]}}  | jsn
        slos: {availability: {targt: 99.9%}}                  | targt
        fleet: {node: [a, b]}                                 | node
        report: {fodler: x}                                   | fodler
        tests: [{file: a.yaml, profil: smoke}]                | profil
        """)
    void whatIsMisspeltDoesNot(String document, String word) {
        assertThat(faults(SCHEMA, json(document))).anyMatch(fault -> fault.contains(word));
    }

    @Test
    void aKeyMayHaveNothingBehindItYet() {
        assertThat(faults(SCHEMA, json("name:\nusers:\nthresholds:\nscenarios:\n  look:\n")))
                .isEmpty();
    }

    private static List<String> faults(Schema schema, JsonNode value) {
        return schema.validate(value).stream().map(Object::toString).toList();
    }

    private static JsonNode json(String yaml) {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return JsonMapper.shared().valueToTree(read);
    }
}
