package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Origin;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.http.Field;
import dev.perf.http.HttpRequest;
import dev.perf.scenario.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The URL of a request: resolved once where nothing in it changes, else filled from the session. */
final class UrlTemplate {

    private record Parameter(Template name, Template value) {}

    private final Target @Nullable [] constants;
    private final @Nullable BaseUrls bases;
    private final Template url;
    private final List<Parameter> query;

    /**
     * Creates a template.
     *
     * @param constants what comes out for each base URL, where nothing changes
     * @param bases what URLs that begin with a slash are put behind; null for none
     */
    private UrlTemplate(Target @Nullable [] constants, @Nullable BaseUrls bases, Template url, List<Parameter> query) {
        this.constants = constants;
        this.bases = bases;
        this.url = url;
        this.query = List.copyOf(query);
    }

    /** Compiles the URL of {@code request}; mistakes go to the context. */
    static UrlTemplate compile(HttpRequest request, BaseUrls bases, CompileContext context) {
        Template url = context.template(request.url(), request.location());
        var query = new ArrayList<Parameter>();
        for (Field field : request.query()) {
            query.add(new Parameter(
                    context.template(field.name(), request.location()),
                    context.template(field.value(), request.location())));
        }
        boolean relative = request.url().startsWith("/");
        boolean based = bases.count() > 0 && (relative || request.url().startsWith("#{"));
        UrlTemplate template = new UrlTemplate(null, based ? bases : null, url, query);
        if (relative && !based) {
            context.problem(
                    request.location(),
                    "URL \"" + request.url()
                            + "\" needs a base URL; set one with http(http -> http.baseUrl(\"http://...\"))"
                            + ", with \"host\" in a file or --base-url, or write the URL in full");
            return template;
        }
        if (!relative && !request.url().contains("://") && !request.url().startsWith("#{")) {
            context.problem(request.location(), "URL \"" + request.url() + "\" must begin with http://, https:// or /");
            return template;
        }
        boolean malformed = !url.toString().equals(request.url());
        if (malformed
                || !url.isConstant()
                || query.stream()
                        .anyMatch(
                                one -> !one.name().isConstant() || !one.value().isConstant())) {
            return template;
        }
        try {
            Target[] constants = new Target[based ? bases.count() : 1];
            for (int i = 0; i < constants.length; i++) {
                constants[i] = template.fill(NoSession.INSTANCE, i);
            }
            return new UrlTemplate(constants, template.bases, url, query);
        } catch (IllegalArgumentException refused) {
            context.problem(request.location(), String.valueOf(refused.getMessage()));
            return template;
        }
    }

    /**
     * Returns the URL for a user.
     *
     * @param base index of the base URL to put it behind, if it is put behind one
     * @throws IllegalArgumentException if what comes out is no URL
     */
    Target of(Session session, int base) {
        if (constants != null) {
            return constants[constants.length == 1 ? 0 : base];
        }
        return fill(session, base);
    }

    /** Tells whether the URL is put behind one of several base URLs. */
    boolean rotates() {
        return bases != null && bases.count() > 1;
    }

    private Target fill(Session session, int index) {
        String whole = url.fill(session);
        int fragment = whole.indexOf('#'); // is never sent, and parameters after it would go with it
        var text = new StringBuilder(fragment < 0 ? whole : whole.substring(0, fragment));
        for (Parameter parameter : query) {
            text.append(text.indexOf("?") < 0 ? '?' : '&')
                    .append(encode(parameter.name().fill(session)))
                    .append('=')
                    .append(encode(parameter.value().fill(session)));
        }
        if (bases == null || text.isEmpty() || text.charAt(0) != '/') {
            return Target.parse(text.toString());
        }
        String path = Target.encode(text.toString());
        Target base = bases.get(index);
        Origin origin = base.origin();
        return new Target(origin, base.path().equals("/") ? path : base.path() + path);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
