package dev.perf.engine.internal.settings;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.settings.value.Siblings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Makes paths of data that stand in a file relative to the working folder, in place of relative to that file: others have to
 * find them, too, who know nothing of the file.
 */
final class DataPaths {

    /** Keys whose mappings, or lists of mappings, have a path. */
    private static final Set<String> FILES = Set.of("payload");

    private static final String PATH = "path";

    private DataPaths() {}

    /** Returns the document with its paths changed; those with variables of the environment in them, too. */
    static Value resolved(Value value) {
        return switch (value) {
            case Entries entries ->
                new Entries(
                        entries.place(),
                        entries.entries().stream().map(DataPaths::resolved).toList());
            case Items items ->
                new Items(
                        items.place(),
                        items.items().stream().map(DataPaths::resolved).toList());
            case Text text -> text;
            case Nothing nothing -> nothing;
        };
    }

    private static Entry resolved(Entry entry) {
        String key = entry.key().text();
        if (FILES.contains(key)) {
            return new Entry(entry.key(), files(entry.value()));
        }
        return new Entry(entry.key(), resolved(entry.value()));
    }

    private static Value files(Value value) {
        return switch (value) {
            case Items items ->
                new Items(
                        items.place(),
                        items.items().stream().map(DataPaths::files).toList());
            case Entries entries ->
                new Entries(
                        entries.place(),
                        entries.entries().stream()
                                .map(entry -> entry.key().text().equals(PATH) && entry.value() instanceof Text text
                                        ? new Entry(entry.key(), sibling(text))
                                        : entry)
                                .toList());
            case Text text -> sibling(text);
            case Nothing nothing -> nothing;
        };
    }

    /** What is not beside the file may be in the working folder, or on the class path. */
    private static Text sibling(Text path) {
        String beside = Siblings.of(path.place().document(), path.text());
        return path.renamed(exists(beside) || !exists(path.text()) ? beside : path.text());
    }

    private static boolean exists(String path) {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return Files.exists(Path.of(path)) || loader != null && loader.getResource(path) != null;
        } catch (InvalidPathException noPath) {
            return false;
        }
    }
}
