package dev.perf.engine.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.document.Document;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.document.YamlReader;
import dev.perf.engine.internal.extract.JsonSchema;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents with one section, read as a test reads them, and held against the section's schema: what is read, the schema
 * allows.
 *
 * @param <T> what the section is read as
 */
public final class Readings<T> {

    private final Mapping<T> root;
    private final JsonSchema schema;

    public Readings(String name, Shape<T> section) {
        Key<T> key = Key.key(name, section, "the section");
        this.root = Mapping.of("the file", List.of(key), fields -> fields.get(key));
        this.schema = schema();
    }

    /** Returns what a document is read as, which has no mistake, nor in the eyes of an editor. */
    public T read(String yaml) {
        var mistakes = new Mistakes();
        T read = read(yaml, mistakes);
        assertThat(mistakes.found()).isEmpty();
        assertThat(faults(yaml)).isEmpty();
        return Objects.requireNonNull(read);
    }

    /** Returns all that is said of a document with mistakes. */
    public String refused(String yaml) {
        var mistakes = new Mistakes();
        read(yaml, mistakes);
        assertThat(mistakes.areNone()).isFalse();
        return mistakes.message();
    }

    /** Returns the same of a document that an editor finds fault with as well. */
    public String refusedByEditors(String yaml) {
        assertThat(faults(yaml)).isNotEmpty();
        return refused(yaml);
    }

    /** Returns whether a document is read; one that is not has a mistake, and one that is is what the schema allows. */
    public boolean agree(String yaml) {
        var mistakes = new Mistakes();
        T read = read(yaml, mistakes);
        assertThat(read != null || !mistakes.areNone()).as(yaml).isTrue();
        if (mistakes.areNone()) {
            assertThat(faults(yaml)).as(yaml).isEmpty();
        }
        return mistakes.areNone();
    }

    private @Nullable T read(String yaml, Mistakes mistakes) {
        return root.read(tree(yaml, mistakes), new Reading("", mistakes));
    }

    private List<String> faults(String yaml) {
        return schema.faults(json(tree(yaml, new Mistakes())));
    }

    private JsonSchema schema() {
        var definitions = new Definitions();
        var described = new LinkedHashMap<String, Object>();
        described.put("$schema", "http://json-schema.org/draft-07/schema#");
        described.putAll(root.schema(definitions));
        described.put("definitions", definitions.all());
        return JsonSchema.compile(JsonMapper.shared().writeValueAsString(described));
    }

    private static Value tree(String yaml, Mistakes mistakes) {
        return Objects.requireNonNull(YamlReader.read(new Document("test.yaml", yaml), mistakes));
    }

    private static @Nullable Object json(Value value) {
        return switch (value) {
            case Text text -> text.isQuoted() ? text.text() : json(text.text());
            case Nothing nothing -> null;
            case Items items -> {
                var list = new ArrayList<@Nullable Object>();
                items.items().forEach(item -> list.add(json(item)));
                yield list;
            }
            case Entries entries -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                entries.entries().forEach(entry -> map.put(entry.key().text(), json(entry.value())));
                yield map;
            }
        };
    }

    private static Object json(String plain) {
        if (plain.equals("true") || plain.equals("false")) {
            return Boolean.valueOf(plain);
        }
        if (plain.matches("-?(0|[1-9]\\d*)")) {
            return new BigInteger(plain);
        }
        return plain.matches("-?(0|[1-9]\\d*)\\.\\d+") ? (Object) Double.valueOf(plain) : plain;
    }
}
