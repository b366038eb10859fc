package dev.perf.engine.internal.http;

import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.http.Body;
import dev.perf.http.HttpRequest;
import dev.perf.scenario.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;

/** The body of a request: encoded once where nothing in it changes, else filled from the session. */
@FunctionalInterface
interface BodyTemplate {

    /** Returns the body for a user; null for none. */
    byte @Nullable [] of(Session session);

    /** Compiles the body of {@code request}; mistakes go to the context. */
    static BodyTemplate compile(HttpRequest request, CompileContext context) {
        return switch (request.body()) {
            case Body.None ignored -> session -> null;
            case Body.Text text -> ofTemplate(context.template(text.text(), request.location()));
            case Body.Json json -> compileJson(json, request, context);
            case Body.Form form -> compileForm(form, request, context);
        };
    }

    /** Returns the content type that goes with the body; null for none. */
    static @Nullable String contentType(Body body) {
        return switch (body) {
            case Body.None ignored -> null;
            case Body.Text text -> text.contentType();
            case Body.Json ignored -> "application/json";
            case Body.Form ignored -> "application/x-www-form-urlencoded";
        };
    }

    private static BodyTemplate compileJson(Body.Json json, HttpRequest request, CompileContext context) {
        try {
            return ofTemplate(
                    context.template(JsonPaths.write(json.value()), request.location(), BodyTemplate::escapeJson));
        } catch (JacksonException unwritable) {
            context.problem(
                    request.location(),
                    json.value().getClass().getName() + " cannot be written as JSON: "
                            + unwritable.getOriginalMessage());
            return session -> null;
        }
    }

    private static String escapeJson(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
    }

    private static BodyTemplate compileForm(Body.Form form, HttpRequest request, CompileContext context) {
        Map<String, Template> fields = new LinkedHashMap<>();
        form.fields().forEach((name, value) -> fields.put(encode(name), context.template(value, request.location())));
        return session -> fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue().fill(session)))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static BodyTemplate ofTemplate(Template template) {
        if (template.isConstant()) {
            byte[] constant = template.toString().getBytes(StandardCharsets.UTF_8);
            return session -> constant;
        }
        return session -> template.fill(session).getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
