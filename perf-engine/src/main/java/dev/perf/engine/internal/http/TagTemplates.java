package dev.perf.engine.internal.http;

import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.template.Template;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.http.HttpRequest;
import dev.perf.scenario.MissingValueException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags of a request whose values follow from the session, filled when a sample is taken. Thread-safe. */
final class TagTemplates {

    private final String request;
    private final SeriesRegistry registry;
    private final Map<String, Template> templates;

    private TagTemplates(String request, SeriesRegistry registry, Map<String, Template> templates) {
        this.request = request;
        this.registry = registry;
        this.templates = templates;
    }

    /** Returns the tags that are always the same. */
    static Map<String, String> constants(HttpRequest request) {
        var constants = new LinkedHashMap<>(request.tags());
        constants.values().removeIf(TagTemplates::hasPlaces);
        return constants;
    }

    /**
     * Compiles the others, and in a test of which there is a trace those as well, for the trace tells them; null where
     * there are none. Mistakes go to the context.
     */
    static @Nullable TagTemplates compile(HttpRequest request, CompileContext context) {
        var templates = new LinkedHashMap<String, Template>();
        request.tags().forEach((key, value) -> {
            CompileContext inside = context.inside("tag \"" + key + "\"");
            inside.checkName(key, CompileContext.NAME_OF_TAG, request.location());
            if (hasPlaces(value) || context.isTraced()) {
                templates.put(key, inside.template(value, request.location()));
            }
        });
        return templates.isEmpty() ? null : new TagTemplates(request.name(), context.series(), templates);
    }

    private static boolean hasPlaces(@Nullable String value) {
        return value == null || value.contains("#{");
    }

    /** Returns the series of a sample; where a value is missing, that is counted and the tag left out. */
    Series of(Series series, VirtualUser user) {
        Tags tags = Tags.NONE;
        Trace told = user.trace();
        for (Map.Entry<String, Template> tag : templates.entrySet()) {
            try {
                String value = tag.getValue().fill(user.session());
                tags = tags.and(tag.getKey(), value);
                if (told != null) {
                    told.tagged(tag.getKey(), value);
                }
            } catch (MissingValueException missing) {
                user.fail("session", request, "tag \"" + tag.getKey() + "\": " + missing.getMessage());
            }
        }
        return registry.tagged(tags).of(series);
    }
}
