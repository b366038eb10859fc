package dev.perf.engine.internal.settings;

import dev.perf.engine.internal.dialect.Dialects;
import dev.perf.engine.internal.document.Document;
import dev.perf.engine.internal.document.IniReader;
import dev.perf.engine.internal.document.Layers;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.document.YamlReader;
import dev.perf.engine.internal.settings.value.Siblings;
import dev.perf.plan.InvalidTestFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads files and what they include, each in Perf's own form, whatever form it was written in. */
final class TestFileReader {

    /** In bytes; a character has four of them at most. */
    private static final int LARGEST = 4 * YamlReader.MOST_CHARACTERS;

    private static final String INCLUDE = "include";

    private final Mistakes mistakes;
    private final Notes notes;

    TestFileReader(Mistakes mistakes, Notes notes) {
        this.mistakes = mistakes;
        this.notes = notes;
    }

    /** Reads a file with all that it includes, which lies beneath it. */
    Value read(String path) {
        return read(document(path, null), List.of(path));
    }

    /** What cannot be opened cannot have a place either, unless another file names it. */
    private Document document(String path, @Nullable Place asked) {
        String refused;
        try {
            byte[] bytes = bytes(path);
            if (bytes == null) {
                refused = missing(path);
            } else if (bytes.length > LARGEST) {
                refused = "the file has more than " + LARGEST / 1_000_000
                        + " MB; keep data in files of their own, such as CSV";
            } else {
                return new Document(path, text(bytes));
            }
        } catch (CharacterCodingException noText) {
            refused = "the file is no text in UTF-8";
        } catch (IOException unreadable) {
            refused = "the file cannot be read: " + unreadable.getMessage();
        } catch (InvalidPathException noPath) {
            refused = "\"" + path + "\" is no path of this system";
        }
        if (asked == null) {
            throw new InvalidTestFileException(path + ": " + refused);
        }
        mistakes.add(asked, INCLUDE, refused);
        return new Document(path, "");
    }

    private static byte @Nullable [] bytes(String path) throws IOException {
        Path file = Path.of(path);
        if (Files.exists(file)) {
            if (!Files.isRegularFile(file)) {
                throw new IOException(Files.isDirectory(file) ? "it is a folder" : "it is no regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(LARGEST + 1);
            } catch (NoSuchFileException gone) {
                return null;
            }
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = (loader == null ? TestFileReader.class.getClassLoader() : loader)
                .getResourceAsStream(path.replace('\\', '/'))) {
            return in == null ? null : in.readNBytes(LARGEST + 1);
        }
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String missing(String path) {
        Path file = Path.of(path);
        Path folder = file.toAbsolutePath().normalize().getParent();
        return "there is no such file"
                + (file.isAbsolute() ? "" : " in " + Path.of("").toAbsolutePath())
                + ", and no such resource on the class path"
                + (folder == null || Files.isDirectory(folder)
                        ? ""
                        : "; the folder " + folder + " is not there either");
    }

    private Value read(Document document, List<String> way) {
        String name = document.name().toLowerCase(Locale.ROOT);
        if (name.endsWith(".js") || name.endsWith(".ts") || name.endsWith(".py")) {
            mistakes.add(
                    document.start(),
                    "",
                    "a script cannot be read; write what it sets as YAML or JSON, or let its own tool run it: perf"
                            + " run-with k6 -- run " + document.name());
            return new Value.Nothing(document.start());
        }
        boolean isIni = name.endsWith(".conf") || name.endsWith(".ini");
        Value read = isIni ? IniReader.read(document, mistakes) : YamlReader.read(document, mistakes);
        if (read == null) {
            return new Value.Nothing(document.start());
        }
        Value own = TestSection.ROOT.canonical(Dialects.translated(read, mistakes, notes));
        Value named = Sections.named(DataPaths.resolved(own), mistakes);
        Value beneath = new Value.Nothing(document.start());
        for (Text include : includes(named)) {
            Value included = included(include, way);
            beneath = beneath instanceof Entries ? Sections.over(beneath, included) : included;
        }
        return beneath instanceof Entries
                ? Sections.over(beneath, Layers.without(named, List.of(INCLUDE)))
                : Layers.without(named, List.of(INCLUDE));
    }

    private static List<Text> includes(Value document) {
        var includes = new ArrayList<Text>();
        if (document instanceof Entries entries) {
            Value given = entries.get(INCLUDE);
            List<Value> items = given instanceof Items list ? list.items() : given == null ? List.of() : List.of(given);
            for (Value item : items) {
                if (item instanceof Text text) {
                    includes.add(text);
                }
            }
        }
        return includes;
    }

    private Value included(Text include, List<String> way) {
        String path = Siblings.of(include.place().document(), include.text());
        if (way.contains(path)) {
            mistakes.add(
                    include.place(),
                    INCLUDE,
                    "files include each other: " + String.join(" -> ", way) + " -> " + path + "; remove one of them");
            return new Value.Nothing(include.place());
        }
        var further = new ArrayList<>(way);
        further.add(path);
        return read(document(path, include.place()), further);
    }
}
