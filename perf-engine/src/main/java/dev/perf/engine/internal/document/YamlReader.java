package dev.perf.engine.internal.document;

import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML, of which JSON is a part. Texts stay as they were written; aliases and merged mappings ({@code <<}) are followed;
 * tags, more than one document, keys that come twice and files that are too large are mistakes.
 */
public final class YamlReader {

    /** How many characters a document may have. */
    public static final int MOST_CHARACTERS = 3_000_000;

    /** How deep values may be nested. */
    private static final int DEEPEST = 60;
    /** How many values a document may have, each counted as often as aliases repeat it. */
    private static final int MOST_VALUES = 200_000;

    private static final String MERGE = "<<";
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    /** What the parser gives to values without a tag, by what they look like. */
    private static final Set<Tag> IMPLICIT =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE, Tag.MAP, Tag.SEQ);

    private final Document document;
    private final Mistakes mistakes;
    private int values;

    private YamlReader(Document document, Mistakes mistakes) {
        this.document = document;
        this.mistakes = mistakes;
    }

    /** Reads a document; returns null, with mistakes noted, where nothing of it can be used. */
    public static @Nullable Value read(Document document, Mistakes mistakes) {
        return new YamlReader(document, mistakes).read();
    }

    private @Nullable Value read() {
        if (document.text().length() > MOST_CHARACTERS) {
            mistakes.add(
                    document.start(),
                    "",
                    "the file has " + document.text().length() + " characters; at most " + MOST_CHARACTERS
                            + " are allowed; keep data in files of their own, such as CSV");
            return null;
        }
        try {
            Node root = new Yaml(options()).compose(new StringReader(document.text()));
            return root == null ? new Nothing(document.start()) : value(root, "", 0);
        } catch (MarkedYAMLException malformed) {
            mistakes.add(place(malformed), "", problem(malformed));
        } catch (TooMuchException tooMuch) {
            mistakes.add(tooMuch.place, "", tooMuch.text);
        } catch (YAMLException refused) {
            String why = String.valueOf(refused.getMessage());
            mistakes.add(
                    document.start(),
                    "",
                    why.startsWith("Nesting Depth exceeded")
                            ? "values are nested more than " + DEEPEST + " deep"
                            : "the file cannot be read: " + why);
        }
        return null;
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(DEEPEST);
        // Told by this reader with both places, and counted by what they come to.
        options.setAllowDuplicateKeys(true);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        // Nodes alone are made of it, and no object of any class.
        options.setTagInspector(tag -> true);
        return options;
    }

    private Place place(MarkedYAMLException malformed) {
        Mark mark = malformed.getProblemMark() == null ? malformed.getContextMark() : malformed.getProblemMark();
        return mark == null ? document.start() : place(mark, 1);
    }

    private Place place(Mark mark, int length) {
        return new Place(document, mark.getLine() + 1, mark.getColumn() + 1, Math.max(1, length));
    }

    private Place place(Node node) {
        Mark start = node.getStartMark();
        Mark end = node.getEndMark();
        boolean isOnOneLine = node instanceof ScalarNode && end.getLine() == start.getLine();
        return place(start, isOnOneLine ? end.getColumn() - start.getColumn() : 1);
    }

    /** The parser's words, in ours where people meet them often. */
    private static String problem(MarkedYAMLException malformed) {
        String problem = String.valueOf(malformed.getProblem());
        if (problem.contains("'\\t(TAB)'")) {
            return "a tab; indent with spaces";
        }
        if (problem.contains("mapping values are not allowed here")) {
            return "a colon that begins a value cannot stand here; is the line indented too far, or does a text with"
                    + " \": \" in it lack quotes?";
        }
        if (problem.startsWith("expected <block end>")) {
            return "this is indented less or more than what it belongs to, " + found(problem);
        }
        if (problem.startsWith("found undefined alias") || problem.startsWith("found duplicate anchor")) {
            return problem;
        }
        String context = malformed.getContext();
        if (context != null && context.contains("expected a single document")) {
            return "a second document begins here; one file holds one";
        }
        return "this is no YAML: " + (context == null ? "" : context + ", ") + problem;
    }

    private static String found(String problem) {
        int found = problem.indexOf("but found");
        return found < 0 ? problem : problem.substring(found).replace("but ", "");
    }

    private Value value(Node node, String path, int depth) {
        Place place = place(node);
        if (++values > MOST_VALUES) {
            throw new TooMuchException(
                    place,
                    "the file comes to more than " + MOST_VALUES + " values, those that aliases repeat included");
        }
        if (depth > DEEPEST) {
            throw new TooMuchException(
                    place,
                    "values are nested more than " + DEEPEST + " deep; does an alias stand within what it repeats?");
        }
        if (!IMPLICIT.contains(node.getTag())) {
            mistakes.add(
                    place,
                    path,
                    "the tag " + node.getTag().getValue().replace(Tag.PREFIX, "!!") + " is not allowed; write the value"
                            + " without a tag");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, place);
            case SequenceNode sequence -> items(sequence, place, path, depth);
            case MappingNode mapping -> entries(mapping, place, path, depth);
            default -> throw new IllegalStateException("no kind of node: " + node.getNodeId());
        };
    }

    private static Value scalar(ScalarNode scalar, Place place) {
        boolean isQuoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
        return !isQuoted && NULLS.contains(scalar.getValue())
                ? new Nothing(place)
                : new Text(place, scalar.getValue(), isQuoted, null);
    }

    private Value items(SequenceNode sequence, Place place, String path, int depth) {
        var items = new ArrayList<Value>();
        for (Node item : sequence.getValue()) {
            items.add(value(item, path + "[" + items.size() + "]", depth + 1));
        }
        return new Items(place, List.copyOf(items));
    }

    private Value entries(MappingNode mapping, Place place, String path, int depth) {
        Map<String, Entry> merged = new LinkedHashMap<>();
        Map<String, Entry> own = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                mistakes.add(place(tuple.getKeyNode()), path, "a key must be a single word or text");
                continue;
            }
            var key = new Text(place(scalar), scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN, null);
            if (key.text().equals(MERGE) && !key.isQuoted()) {
                merge(value(tuple.getValueNode(), path, depth + 1), path, merged);
                continue;
            }
            String below = path.isEmpty() ? key.text() : path + "." + key.text();
            Entry earlier = own.get(key.text());
            if (earlier != null) {
                mistakes.add(
                        key.place(),
                        below,
                        "the key stands here a second time, first in line "
                                + earlier.key().place().line() + "; keep one");
            }
            own.putIfAbsent(key.text(), new Entry(key, value(tuple.getValueNode(), below, depth + 1)));
        }
        merged.putAll(own);
        return new Entries(place, List.copyOf(merged.values()));
    }

    private void merge(Value from, String path, Map<String, Entry> into) {
        switch (from) {
            case Entries entries ->
                entries.entries().forEach(entry -> into.putIfAbsent(entry.key().text(), entry));
            case Items items -> items.items().forEach(item -> merge(item, path, into));
            case Nothing nothing -> {}
            case Text text ->
                mistakes.add(text.place(), path, "<< merges a mapping or a list of mappings, not " + text.kind());
        }
    }

    /** Reading cannot go on. */
    private static final class TooMuchException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Place place;
        private final String text;

        TooMuchException(Place place, String text) {
            super(text);
            this.place = place;
            this.text = text;
        }
    }
}
