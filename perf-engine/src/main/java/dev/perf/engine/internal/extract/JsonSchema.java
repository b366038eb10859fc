package dev.perf.engine.internal.extract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A compiled JSON Schema. Thread-safe. */
public final class JsonSchema {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Function<JsonNode, List<Error>> schema;

    private JsonSchema(Function<JsonNode, List<Error>> schema) {
        this.schema = schema;
    }

    /**
     * Compiles the schema in a file.
     *
     * @throws IllegalArgumentException if it cannot be read or is malformed, or the library is not there
     */
    public static JsonSchema read(Path file) {
        OptionalJar.JSON_SCHEMA.require("matchesSchema(...)");
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("JSON Schema \"" + file + "\": there is no such file", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "JSON Schema \"" + file + "\" cannot be read: " + unreadable.getMessage(), unreadable);
        }
        return compile("JSON Schema \"" + file + "\"", text);
    }

    /**
     * Compiles a schema.
     *
     * @throws IllegalArgumentException if it is malformed, or the library is not there
     */
    public static JsonSchema compile(String text) {
        OptionalJar.JSON_SCHEMA.require("matchesSchema(...)");
        return compile("JSON Schema", text);
    }

    private static JsonSchema compile(String what, String text) {
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JacksonException malformed) {
            var at = malformed.getLocation();
            throw new IllegalArgumentException(
                    what + " at line " + at.getLineNr() + ", column " + at.getColumnNr() + ": "
                            + malformed.getOriginalMessage(),
                    malformed);
        }
        return Compiler.compile(what, node);
    }

    /** Returns what is wrong with a value: where in it, and why; empty where the schema describes it. */
    public List<String> faults(@Nullable Object value) {
        return schema.apply(MAPPER.valueToTree(value)).stream()
                .map(fault -> fault.toString())
                .map(fault -> fault.startsWith(": ") ? fault.substring(2) : fault)
                .toList();
    }

    /** Apart, for the library is linked with the class that names its exceptions. */
    private static final class Compiler {

        static JsonSchema compile(String what, JsonNode node) {
            try {
                SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
                JsonNode named = node.get("$schema");
                String dialect = registry.getDialect(
                                named == null ? SpecificationVersion.DRAFT_2020_12.getDialectId() : named.asString())
                        .getId();
                for (Error mistake :
                        registry.getSchema(SchemaLocation.of(dialect)).validate(node)) {
                    String at = mistake.getInstanceLocation().toString();
                    throw new IllegalArgumentException(
                            what + (at.isEmpty() ? "" : " at " + at) + ": " + mistake.getMessage());
                }
                Schema schema = registry.getSchema(node);
                schema.initializeValidators();
                return new JsonSchema(schema::validate);
            } catch (com.networknt.schema.SchemaException malformed) {
                if (malformed.getCause() instanceof FileNotFoundException elsewhere) {
                    throw new IllegalArgumentException(
                            what + " refers to " + elsewhere.getMessage()
                                    + ", which is not followed; put it under $defs, and refer to it there",
                            malformed);
                }
                throw new IllegalArgumentException(
                        what + " is malformed: "
                                + String.valueOf(malformed.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""),
                        malformed);
            }
        }
    }
}
