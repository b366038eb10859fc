package dev.perf.engine.internal.document;

import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * A document as a text that another process makes the same document of: values, and where they stand, but not the text of the
 * files that they were read from. JSON; each value is an array that begins with its kind and its place.
 */
public final class TreeText {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEXT = "t";
    private static final String NOTHING = "n";
    private static final String ITEMS = "i";
    private static final String ENTRIES = "e";
    /** Kind, document, line and column stand before what a value is. */
    private static final int HEAD = 4;

    private final Map<String, Integer> documents = new LinkedHashMap<>();

    private TreeText() {}

    /** Returns the text of a document. */
    public static String of(Value document) {
        var text = new TreeText();
        ArrayNode tree = text.node(document);
        ArrayNode all = JSON.createArrayNode();
        ArrayNode names = all.addArray();
        text.documents.keySet().forEach(names::add);
        all.add(tree);
        return JSON.writeValueAsString(all);
    }

    /** Returns the document of a text that {@link #of} made. */
    public static Value read(String text) {
        JsonNode all = JSON.readTree(text);
        var documents = new ArrayList<Document>();
        for (JsonNode name : all.get(0)) {
            documents.add(new Document(name.asString(), ""));
        }
        return value(all.get(1), documents);
    }

    private ArrayNode node(Value value) {
        return switch (value) {
            case Text text -> {
                ArrayNode node = head(TEXT, text.place()).add(text.text()).add(text.isQuoted() ? 1 : 0);
                yield text.origin() == null ? node : node.add(text.origin());
            }
            case Nothing nothing -> head(NOTHING, nothing.place());
            case Items items -> {
                ArrayNode node = head(ITEMS, items.place());
                items.items().forEach(item -> node.add(node(item)));
                yield node;
            }
            case Entries entries -> {
                ArrayNode node = head(ENTRIES, entries.place());
                entries.entries().forEach(entry -> node.add(node(entry.key())).add(node(entry.value())));
                yield node;
            }
        };
    }

    private ArrayNode head(String kind, Place place) {
        int document = documents.computeIfAbsent(place.document().name(), name -> documents.size());
        return JSON.createArrayNode().add(kind).add(document).add(place.line()).add(place.column());
    }

    private static Value value(JsonNode node, List<Document> documents) {
        Place place = new Place(
                documents.get(node.get(1).asInt()),
                node.get(2).asInt(),
                node.get(3).asInt(),
                1);
        return switch (node.get(0).asString()) {
            case TEXT -> text(node, place);
            case NOTHING -> new Nothing(place);
            case ITEMS -> {
                var items = new ArrayList<Value>();
                for (int i = HEAD; i < node.size(); i++) {
                    items.add(value(node.get(i), documents));
                }
                yield new Items(place, List.copyOf(items));
            }
            default -> {
                var entries = new ArrayList<Entry>();
                for (int i = HEAD; i + 1 < node.size(); i += 2) {
                    entries.add(new Entry((Text) value(node.get(i), documents), value(node.get(i + 1), documents)));
                }
                yield new Entries(place, List.copyOf(entries));
            }
        };
    }

    private static Text text(JsonNode node, Place place) {
        @Nullable JsonNode origin = node.get(HEAD + 2);
        return new Text(
                place,
                node.get(HEAD).asString(),
                node.get(HEAD + 1).asInt() == 1,
                origin == null ? null : origin.asString());
    }
}
