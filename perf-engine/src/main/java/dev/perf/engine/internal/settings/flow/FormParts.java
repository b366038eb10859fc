package dev.perf.engine.internal.settings.flow;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.settings.value.Placeholders;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.http.Http;
import dev.perf.http.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of a form of {@code multipart/form-data}: texts and files. */
final class FormParts {

    private static final Key<String> VALUE = key("value", Texts.TEMPLATE, "Text of the part.");
    private static final Key<String> FILE = key(
                    "fromFile", Shapes.word(), "File that is sent, relative to this one; it may have placeholders.")
            .also("file");
    private static final Key<String> FILE_NAME =
            key("fileName", Texts.TEMPLATE, "What the file is called in the request; its own name unless given.");
    private static final Key<String> CONTENT_TYPE = key("contentType", Texts.TEMPLATE, "Content-Type of the part.");

    private static final Shape<Function<String, Part>> PART = Shapes.either(
            Texts.TEMPLATE.as(text -> (String name) -> Http.part(name, text)),
            Mapping.of("a part of a form", List.of(VALUE, FILE, FILE_NAME, CONTENT_TYPE), FormParts::part));

    static final Shape<List<Part>> SHAPE = Shapes.mapOf("parts of a form", PART).as(FormParts::named);

    private FormParts() {}

    private static List<Part> named(Map<String, Function<String, Part>> parts) {
        var named = new ArrayList<Part>();
        parts.forEach((name, part) -> named.add(part.apply(name)));
        return named;
    }

    private static @Nullable Function<String, Part> part(Fields fields) {
        if (fields.has(VALUE) == fields.has(FILE)) {
            fields.mistake(
                    fields.has(VALUE)
                            ? "has \"value\" and \"fromFile\"; a part has one of them"
                            : "is empty; give \"value\" or \"fromFile\"");
            return null;
        }
        String text = fields.get(VALUE);
        String file = fields.get(FILE);
        if (text == null && file == null) {
            return null;
        }
        Path path = file == null
                ? null
                : Path.of(fields.place(FILE).document().name()).resolveSibling(Placeholders.translated(file));
        String fileName = fields.get(FILE_NAME);
        String type = fields.get(CONTENT_TYPE);
        return name -> {
            Part part = path == null ? Http.part(name, String.valueOf(text)) : Http.filePart(name, path);
            part = fileName == null ? part : part.fileName(fileName);
            return type == null ? part : part.contentType(type);
        };
    }
}
