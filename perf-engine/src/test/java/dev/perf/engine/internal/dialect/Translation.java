package dev.perf.engine.internal.dialect;

import static java.util.stream.Collectors.joining;

import dev.perf.engine.internal.document.Document;
import dev.perf.engine.internal.document.IniReader;
import dev.perf.engine.internal.document.Layers;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.document.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What came of a file.
 *
 * @param tree a line for each value: the keys that lead to it, the value and where it stands
 * @param notes what is said of values that are not used
 * @param mistakes all of them, a line for each
 */
record Translation(String tree, String notes, String mistakes) {

    /** Reads a file that stands beside the tests. */
    static Translation ofFile(String name) {
        try (InputStream file = Translation.class.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
            return of(name, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Reads a text as YAML. */
    static Translation of(String text) {
        return of("test.yaml", text);
    }

    static Translation of(String name, String text) {
        var mistakes = new Mistakes();
        var notes = new Notes();
        var document = new Document(name, text);
        Value read = name.endsWith(".conf")
                ? IniReader.read(document, mistakes)
                : Objects.requireNonNull(YamlReader.read(document, mistakes));
        return new Translation(
                shown(Dialects.translated(read, mistakes, notes)),
                String.join("\n", notes.lines()),
                mistakes.found().stream()
                        .map(mistake -> mistake.place() + ": " + (mistake.path().isEmpty() ? "" : mistake.path() + ": ")
                                + mistake.text())
                        .collect(joining("\n")));
    }

    /** Returns all of it, in paragraphs. */
    String whole() {
        return tree + "\n" + (notes.isEmpty() ? "" : "\nnotes:\n" + notes + "\n")
                + (mistakes.isEmpty() ? "" : "\nmistakes:\n" + mistakes + "\n");
    }

    static String shown(Value value) {
        return Layers.leaves(value).stream()
                .map(leaf -> leaf.path() + " = " + shownAlone(leaf.value()) + " @"
                        + leaf.value().place().line() + ":"
                        + leaf.value().place().column())
                .collect(joining("\n"));
    }

    private static String shownAlone(Value value) {
        return value instanceof Text text ? text.isQuoted() ? "'" + text.text() + "'" : text.text() : value.kind();
    }
}
