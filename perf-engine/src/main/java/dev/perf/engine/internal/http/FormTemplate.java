package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.http.Body;
import dev.perf.http.Field;
import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import dev.perf.source.SourceLocation;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form, as {@code application/x-www-form-urlencoded}.
 *
 * @param extracted the session value whose fields come first; null for none
 */
record FormTemplate(@Nullable Template extracted, List<Entry> entries, Charset charset) implements BodyTemplate {

    /** A field. */
    record Entry(Template name, Template value) {}

    /** Compiles the form; mistakes go to the context. */
    static BodyTemplate compile(Body.Form form, SourceLocation location, CompileContext context) {
        List<Entry> entries = new ArrayList<>();
        for (Field field : form.fields()) {
            entries.add(new Entry(context.template(field.name(), location), context.template(field.value(), location)));
        }
        String text = form.extracted();
        Template extracted = text == null ? null : context.template(text, location);
        if (extracted != null && !extracted.isPlace() && extracted.toString().equals(text)) {
            context.problem(
                    location,
                    "form(\"" + text
                            + "\") must be the place of one value, such as form(\"#{form}\"); set single fields"
                            + " with formField(name, value)");
        }
        return new FormTemplate(extracted, entries, form.charset());
    }

    @Override
    public void put(WireRequest wire, Session session) {
        var text = new StringJoiner("&");
        if (extracted == null) {
            for (Entry entry : entries) {
                add(text, entry.name().fill(session), entry.value().fill(session));
            }
        } else {
            merged(extracted, session).forEach((name, values) -> values.forEach(value -> add(text, name, value)));
        }
        wire.body(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private void add(StringJoiner text, String name, String value) {
        text.add(URLEncoder.encode(name, charset) + "=" + URLEncoder.encode(value, charset));
    }

    /** Returns the extracted fields, with those of the request in place of those of the same name. */
    private Map<String, List<String>> merged(Template form, Session session) {
        var own = new LinkedHashMap<String, List<String>>();
        for (Entry entry : entries) {
            own.computeIfAbsent(entry.name().fill(session), name -> new ArrayList<>())
                    .add(entry.value().fill(session));
        }
        var all = new LinkedHashMap<String, List<String>>();
        fields(form, session).forEach((name, value) -> all.put(String.valueOf(name), values(value)));
        all.putAll(own);
        return all;
    }

    private static Map<?, ?> fields(Template form, Session session) {
        Object value = form.value(session);
        if (value instanceof Map<?, ?> fields) {
            return fields;
        }
        throw new MissingValueException("form(\"" + form
                + "\") needs a map of fields, as form(selector) takes it from a" + " page, got " + kind(value));
    }

    /** The value itself may be secret. */
    private static String kind(Object value) {
        return switch (value) {
            case CharSequence ignored -> "a text";
            case Number ignored -> "a number";
            case Collection<?> several -> "a list of " + several.size();
            default -> "a " + value.getClass().getName();
        };
    }

    private static List<String> values(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case Collection<?> several -> several.stream().map(String::valueOf).toList();
            default -> List.of(String.valueOf(value));
        };
    }
}
