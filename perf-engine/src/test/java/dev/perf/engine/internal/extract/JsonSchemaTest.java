package dev.perf.engine.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.WithoutPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaTest {

    private static final String PERSON = """
        {"type": "object", "required": ["id", "name"],
         "properties": {"id": {"type": "integer"}, "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}}},
         "$defs": {"tag": {"type": "string", "minLength": 1}}}\
        """;

    @Test
    void saysWhereAValueIsNotAsDescribed() {
        JsonSchema schema = JsonSchema.compile(PERSON);

        assertThat(schema.faults(Map.of("id", 1, "name", "Ann", "tags", List.of("a"))))
                .isEmpty();
        assertThat(schema.faults(Map.of("id", "x", "tags", List.of("a", 1))))
                .containsExactlyInAnyOrder(
                        "/id: string found, integer expected",
                        "/tags/1: integer found, string expected",
                        "required property 'name' not found");
        assertThat(schema.faults("text")).containsExactly("string found, object expected");
    }

    @Test
    void takesTheDialectThatTheSchemaNames() {
        String draft4 =
                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"maximum\": 3, \"exclusiveMaximum\":"
                        + " true}";

        assertThat(JsonSchema.compile(draft4).faults(3)).hasSize(1);
        assertThat(JsonSchema.compile(draft4).faults(2)).isEmpty();
    }

    @Test
    void readsFiles(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("person.json"), PERSON);
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\n  \"type\": }");

        assertThat(JsonSchema.read(file).faults(1)).containsExactly("integer found, object expected");
        assertThatThrownBy(() -> JsonSchema.read(folder.resolve("none.json")))
                .hasMessage("JSON Schema \"" + folder.resolve("none.json") + "\": there is no such file");
        assertThatThrownBy(() -> JsonSchema.read(broken))
                .hasMessage(
                        "JSON Schema \"" + broken + "\" at line 2, column 11: Unexpected character ('}' (code 125)):"
                                + " expected a valid value (JSON String, Number, Array, Object or"
                                + " token 'null', 'true' or 'false')");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": \"nope\"} | JSON Schema at /type: does not have a value in the enumeration [\"array\","
                        + " \"boolean\", \"integer\", \"null\", \"number\", \"object\", \"string\"]",
                "{\"properties\": {\"a\": {\"minimum\": \"x\"}}} | JSON Schema at /properties/a/minimum: string found,"
                        + " number expected",
                "[] | JSON Schema: array found, [object, boolean] expected",
                "{\"$ref\": \"http://localhost:1/other.json\"} | JSON Schema refers to http://localhost:1/other.json,"
                        + " which is not followed; put it under $defs, and refer to it there",
                "{\"$ref\": \"#/nowhere\"} | JSON Schema is malformed: Reference /nowhere cannot be resolved",
                "{\"$schema\": \"http://localhost:1/odd\"} | JSON Schema is malformed: Failed to load dialect"
                        + " 'http://localhost:1/odd'",
            })
    void refusesWhatIsMalformed(String schema, String message) {
        assertThatThrownBy(() -> JsonSchema.compile(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void withoutTheLibraryItSaysWhatToAdd() throws Exception {
        assertThat(new WithoutPackages(List.of(JsonPointer.class.getPackageName() + "."), "com.networknt.")
                        .failureOf(JsonSchema.class, "compile", "{}"))
                .isEqualTo("matchesSchema(...) needs com.networknt:json-schema-validator:3.0.9 or later on the class"
                        + " path; add it to the dependencies of the test");
        assertThat(OptionalJar.JSON_SCHEMA.version())
                .isEqualTo(MarkupTest.testedVersion("com.networknt/json-schema-validator"));
    }
}
