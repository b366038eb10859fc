package dev.perf.engine.internal.http;

import dev.perf.engine.internal.extract.JsonPaths;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.http.Body;
import dev.perf.http.HttpRequest;
import dev.perf.http.StreamedBody;
import dev.perf.scenario.Session;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The body of a request: encoded once where nothing in it changes, else filled from the session. */
@FunctionalInterface
interface BodyTemplate {

    /**
     * Puts the body for a user into {@code wire}, in place of the one there.
     *
     * @throws IllegalArgumentException if it cannot be made: a file is not there
     */
    void put(WireRequest wire, Session session);

    /** Compiles the body of {@code request}; mistakes go to the context. */
    static BodyTemplate compile(HttpRequest request, CompileContext context) {
        return switch (request.body()) {
            case Body.None ignored -> (wire, session) -> wire.body(null);
            case Body.Text text -> compileText(text, request, context);
            case Body.Bytes bytes -> (wire, session) -> wire.body(bytes.bytes());
            case Body.Json json -> compileJson(json, request, context);
            case Body.Form form -> FormTemplate.compile(form, request.location(), context);
            case Body.Multipart multipart -> MultipartTemplate.compile(multipart, request, context);
            case Body.OfFile file -> compileFile(file, request, context);
            case Body.Stream stream -> compileStream(stream.source());
        };
    }

    /** Returns the content type that goes with the body; null for none. */
    static @Nullable String contentType(Body body) {
        return switch (body) {
            case Body.None ignored -> null;
            case Body.Text text -> text.contentType();
            case Body.Bytes bytes -> bytes.contentType();
            case Body.Json ignored -> "application/json";
            case Body.Form form -> contentType(form.charset());
            case Body.Multipart multipart -> "multipart/form-data; boundary=" + multipart.boundary();
            case Body.OfFile file -> file.contentType();
            case Body.Stream stream -> stream.source().contentType();
        };
    }

    private static String contentType(Charset ofForm) {
        String type = "application/x-www-form-urlencoded";
        return ofForm.equals(StandardCharsets.UTF_8) ? type : type + "; charset=" + ofForm.name();
    }

    private static BodyTemplate compileText(Body.Text text, HttpRequest request, CompileContext context) {
        Charset charset = StandardCharsets.UTF_8;
        try {
            charset = CharsetParameter.of(text.contentType());
        } catch (IllegalArgumentException unknown) {
            context.problem(
                    request.location(),
                    "content type \"" + text.contentType() + "\" names a charset that this JDK does not know");
        }
        return ofTemplate(context.template(text.text(), request.location()), charset);
    }

    private static BodyTemplate compileJson(Body.Json json, HttpRequest request, CompileContext context) {
        try {
            return ofTemplate(
                    context.jsonTemplate(JsonPaths.write(json.value()), request.location()), StandardCharsets.UTF_8);
        } catch (JacksonException unwritable) {
            context.problem(
                    request.location(),
                    json.value().getClass().getName() + " cannot be written as JSON: "
                            + unwritable.getOriginalMessage());
            return (wire, session) -> wire.body(null);
        }
    }

    private static BodyTemplate compileFile(Body.OfFile file, HttpRequest request, CompileContext context) {
        FileTemplate template = FileTemplate.compile(file.path(), request.location(), context);
        return (wire, session) -> wire.stream(template.of(session));
    }

    private static BodyTemplate compileStream(StreamedBody source) {
        return (wire, session) -> wire.stream(new SessionStream(source, session));
    }

    private static BodyTemplate ofTemplate(Template template, Charset charset) {
        if (template.isConstant()) {
            byte[] constant = template.fill(NoSession.INSTANCE).getBytes(charset);
            return (wire, session) -> wire.body(constant);
        }
        return (wire, session) -> wire.body(template.fill(session).getBytes(charset));
    }
}
