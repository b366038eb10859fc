package dev.perf.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.spi.FileEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the tables of keys those of the schema; {@code -Ddocs.update=true} writes them. */
class YamlKeysTest {

    private static final Path PAGE = Path.of("yaml-keys.md");
    private static final Pattern TABLE = Pattern.compile("<!-- keys: (\\S+) -->\\n(?:\\|.*\\n)*");
    private static final JsonNode SCHEMA =
            JsonMapper.shared().readTree(FileEngine.find().schema());
    private static final String SAME = "The same as ";

    @Test
    void theTablesHaveTheKeysOfTheSchema() throws IOException {
        String text = Files.readString(PAGE);
        String expected = TABLE.matcher(text)
                .replaceAll(table -> Matcher.quoteReplacement(
                        "<!-- keys: " + table.group(1) + " -->\n| Key | Takes | Means |\n|---|---|---|\n"
                                + String.join("\n", rows(table.group(1))) + "\n"));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).as("%s; mend with -Ddocs.update=true", PAGE).content().isEqualTo(expected);
    }

    @Test
    void eachPartOfTheSchemaHasATable() throws IOException {
        var parts = new TreeSet<String>();
        SCHEMA.get("definitions").propertyNames().forEach(parts::add);
        // What says nothing of its own: all keys of the root, and what stands under a key in one word.
        parts.removeAll(Set.of("section", "outputs", "limits"));
        parts.add("root");
        var shown = new TreeSet<String>();
        TABLE.matcher(Files.readString(PAGE)).results().forEach(table -> shown.add(table.group(1)));
        assertThat(shown).isEqualTo(parts);
    }

    private static List<String> rows(String part) {
        var rows = new ArrayList<String>();
        JsonNode schema = part.equals("root") ? SCHEMA : definition(part);
        for (JsonNode mapping : mappings(schema)) {
            add("", mapping.get("properties"), part.equals("scenario"), rows);
        }
        return rows.stream().distinct().toList();
    }

    private static JsonNode definition(String name) {
        return SCHEMA.get("definitions").get(name);
    }

    /** @param isInRoot whether keys that the root has as well are left out */
    private static void add(String prefix, JsonNode properties, boolean isInRoot, List<String> rows) {
        for (String name : properties.propertyNames()) {
            JsonNode property = properties.get(name);
            String description = property.get("description").asString();
            if (description.startsWith(SAME) && description.indexOf(". ") > 0 && isAlias(name, property, properties)
                    || isInRoot && property.equals(SCHEMA.get("properties").get(name))) {
                continue;
            }
            var others = new ArrayList<String>();
            for (String other : properties.propertyNames()) {
                if (properties.get(other).get("description").asString().startsWith(SAME + name + ". ")) {
                    others.add("`" + other + "`");
                }
            }
            rows.add("| `" + prefix + name + "`" + (others.isEmpty() ? "" : ", " + String.join(", ", others)) + " | "
                    + String.join(", ", takes(property)) + " | " + description.replace("|", "\\|") + " |");
            for (JsonNode mapping : mappings(property)) {
                add(prefix + name + ".", mapping.get("properties"), false, rows);
            }
        }
    }

    private static boolean isAlias(String name, JsonNode property, JsonNode properties) {
        String description = property.get("description").asString();
        String first = description.substring(SAME.length(), description.indexOf(". "));
        return !first.equals(name) && properties.has(first);
    }

    /** Returns the mappings of known keys that a value may be, or a list of them; without those with a table of their own. */
    private static List<JsonNode> mappings(JsonNode schema) {
        var mappings = new ArrayList<JsonNode>();
        if (schema.has("properties")) {
            mappings.add(schema);
        }
        for (String word : List.of("anyOf", "allOf")) {
            if (schema.has(word)) {
                schema.get(word).forEach(each -> mappings.addAll(mappings(each)));
            }
        }
        for (String word : List.of("items", "additionalProperties")) {
            if (schema.has(word) && schema.get(word).isObject()) {
                mappings.addAll(mappings(schema.get(word)));
            }
        }
        return mappings;
    }

    /** Returns what a value may be, in words. Nothing at all is not among them, for that may stand behind most keys. */
    private static Set<String> takes(JsonNode schema) {
        Set<String> takes = words(schema);
        return takes.isEmpty() ? Set.of("anything") : takes;
    }

    private static Set<String> words(JsonNode schema) {
        var takes = new LinkedHashSet<String>();
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asString().replace("#/definitions/", "");
            takes.add(
                    switch (name) {
                        case "section" -> "any key of [the root](#the-root)";
                        case "outputs" -> "outputs";
                        case "limits" -> "expressions";
                        case "listed" -> "[test](#a-test-of-a-list)";
                        default ->
                            "[" + name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT) + "](#" + anchor(name)
                                    + ")";
                    });
        }
        if (schema.has("enum")) {
            schema.get("enum").forEach(each -> takes.add("`" + each.asString() + "`"));
        }
        schema.path("anyOf").forEach(each -> takes.addAll(words(each)));
        schema.path("allOf").forEach(each -> takes.addAll(words(each)));
        String pattern = schema.path("pattern").asString("");
        var types = new LinkedHashSet<String>();
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            type.forEach(each -> types.add(each.asString()));
        } else if (type.isString()) {
            types.add(type.asString());
        }
        if (pattern.contains("[A-Za-zµ]")) {
            takes.add("duration");
        } else if (pattern.contains("(s|sec|second")) {
            takes.add("rate");
        } else if (pattern.startsWith("^(?:") && pattern.contains("%")) {
            takes.add("share");
        } else if (types.contains("string") && (pattern.isEmpty() || pattern.equals("\\S"))) {
            takes.add("text");
        } else if (types.contains("boolean") && !types.contains("number")) {
            takes.add("true or false");
        } else if (types.contains("integer")) {
            takes.add("whole number");
        } else if (types.contains("number") && types.size() < 3 && !types.contains("boolean")) {
            takes.add("number");
        } else if (types.contains("array")) {
            takes.add("list");
        } else if (types.contains("object")) {
            JsonNode each = schema.path("additionalProperties");
            takes.add(each.isObject() ? "names with values" : "mapping");
            if (each.has("$ref")) {
                takes.addAll(words(each));
            }
        }
        if (takes.contains("duration") || takes.contains("rate")) {
            takes.remove("number");
        }
        return takes;
    }

    private static String anchor(String name) {
        return switch (name) {
            case "step" -> "steps-of-a-flow";
            case "request" -> "a-request";
            case "capture" -> "capture";
            case "match" -> "match";
            case "expectation" -> "expect";
            case "pause" -> "a-pause";
            case "scenario" -> "a-scenario";
            case "phase" -> "a-phase";
            case "stage" -> "a-stage";
            case "dataFile" -> "a-data-file";
            case "listed" -> "a-test-of-a-list";
            case "burn" -> "burn";
            case "promiseOfShare", "promiseOfRate", "promiseOfTime" -> "a-promise";
            default -> name.toLowerCase(Locale.ROOT);
        };
    }
}
