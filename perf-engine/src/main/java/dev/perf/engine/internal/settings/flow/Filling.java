package dev.perf.engine.internal.settings.flow;

import dev.perf.engine.internal.template.Template;
import dev.perf.engine.internal.template.Templates;
import dev.perf.scenario.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills in placeholders of values that no request sends, which steps of files do themselves. */
public final class Filling {

    private static final Templates TEMPLATES = new Templates(System.getenv());

    private Filling() {}

    /**
     * Compiles a text with placeholders of Perf.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static Template template(String text) {
        return TEMPLATES.compile(text);
    }

    /** Returns a value whose texts are compiled: a {@link Template}, a list or mapping of values, or the value itself. */
    public static @Nullable Object compiled(@Nullable Object value) {
        return switch (value) {
            case String text -> text.contains("#{") ? template(text) : text;
            case List<?> list -> list.stream().map(Filling::compiled).toList();
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> compiled = new LinkedHashMap<>();
                map.forEach((key, each) -> compiled.put(key, compiled(each)));
                yield compiled;
            }
            case null, default -> value;
        };
    }

    /** Returns a compiled value for a user; where a text is one placeholder and nothing else, the value as it is. */
    public static @Nullable Object filled(@Nullable Object compiled, Session session) {
        return switch (compiled) {
            case Template template -> template.isPlace() ? template.value(session) : template.fill(session);
            case List<?> list -> {
                var filled = new ArrayList<@Nullable Object>();
                list.forEach(each -> filled.add(filled(each, session)));
                yield filled;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> filled = new LinkedHashMap<>();
                map.forEach((key, each) -> filled.put(key, filled(each, session)));
                yield filled;
            }
            case null, default -> compiled;
        };
    }
}
