package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.HeaderBlock;
import dev.perf.engine.internal.http.transport.HeaderField;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.engine.internal.version.PerfVersion;
import dev.perf.http.Body;
import dev.perf.http.Connections;
import dev.perf.http.Field;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.scenario.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The headers of a request: those that never change encoded once, the others filled from the session. */
final class HeaderTemplates {

    private record Variable(String name, Template value) {}

    /** All that the headers of a request depend on that adds none of its own. */
    private record OfType(@Nullable String contentType) {}

    /** What proves who the user is, or names the server: of no concern to another origin. */
    private static final Set<String> ORIGIN_ONLY = ofAnyCase("authorization", "proxy-authorization", "cookie", "host");

    /** What describes a body: not to be sent where a redirect has dropped that (RFC 9110, 15.4). */
    private static final Set<String> OF_BODY =
            ofAnyCase("content-type", "content-encoding", "content-language", "content-location", "digest");

    private static final List<Field> OF_PERF = List.of(
            new Field("User-Agent", "perf/" + PerfVersion.CURRENT),
            new Field("Accept", "*/*"),
            new Field("Accept-Encoding", ContentCoding.ACCEPTED));

    private final HeaderBlock constant;
    private final HeaderBlock constantElsewhere;
    private final HeaderBlock bodiless;
    private final HeaderBlock bodilessElsewhere;
    private final List<Variable> variable;

    private HeaderTemplates(List<HeaderField> constant, List<Variable> variable) {
        this.constant = HeaderBlock.of(constant);
        this.constantElsewhere = without(ORIGIN_ONLY, this.constant);
        this.bodiless = without(OF_BODY, this.constant);
        this.bodilessElsewhere = without(ORIGIN_ONLY, bodiless);
        this.variable = List.copyOf(variable);
    }

    /** Returns the same block where it has none of these headers, as most have none that are of this origin only. */
    private static HeaderBlock without(Set<String> unwanted, HeaderBlock block) {
        var rest = new ArrayList<HeaderField>(block.fields().size());
        for (HeaderField field : block.fields()) {
            if (!unwanted.contains(field.name())) {
                rest.add(field);
            }
        }
        return rest.size() == block.fields().size() ? block : HeaderBlock.of(rest);
    }

    private static Set<String> ofAnyCase(String... names) {
        var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return Collections.unmodifiableSet(set);
    }

    /** Compiles the headers of {@code request}; mistakes go to the context. */
    static HeaderTemplates compile(HttpRequest request, HttpSettings settings, CompileContext context) {
        if (!request.headers().isEmpty() || request.credentials() != null || request.body() instanceof Body.Multipart) {
            return compileOwn(request, settings, context);
        }
        var key = new OfType(BodyTemplate.contentType(request.body()));
        HeaderTemplates known = context.common(HeaderTemplates.class, key);
        if (known != null) {
            return known;
        }
        HeaderTemplates headers = compileOwn(request, settings, context);
        if (headers.variable.isEmpty()) {
            context.keepCommon(key, headers);
        }
        return headers;
    }

    private static HeaderTemplates compileOwn(HttpRequest request, HttpSettings settings, CompileContext context) {
        var constant = new ArrayList<HeaderField>();
        var variable = new ArrayList<Variable>();
        for (Field field : all(request, settings)) {
            Template value = context.template(field.value(), request.location());
            try {
                if (value.isConstant()) {
                    constant.add(new HeaderField(field.name(), value.fill(NoSession.INSTANCE)));
                } else {
                    // The name is checked now, the value when it is known.
                    new HeaderField(field.name(), "");
                    variable.add(new Variable(field.name(), value));
                }
            } catch (IllegalArgumentException refused) {
                context.problem(request.location(), String.valueOf(refused.getMessage()));
            }
        }
        return new HeaderTemplates(constant, variable);
    }

    /** The request's own headers win over those of the test, and these over Perf's. */
    private static List<Field> all(HttpRequest request, HttpSettings settings) {
        var all = new ArrayList<>(request.headers());
        String contentType = BodyTemplate.contentType(request.body());
        if (contentType != null && request.body() instanceof Body.Multipart) {
            addMissing(all, List.of(new Field("Content-Type", contentType))); // nobody else knows the boundary
        }
        addMissing(
                all,
                request.credentials() == null
                        ? settings.headers()
                        : settings.headers().stream()
                                .filter(field -> !field.name().equalsIgnoreCase("Authorization"))
                                .toList());
        if (contentType != null) {
            addMissing(all, List.of(new Field("Content-Type", contentType)));
        }
        addMissing(all, OF_PERF);
        if (settings.connections() instanceof Connections.NewPerRequest) {
            addMissing(all, List.of(new Field("Connection", "close")));
        }
        all.removeIf(HeaderTemplates::isExpectation);
        return all;
    }

    /** Whether somebody has written by hand what {@code expectContinue()} asks for; the transport writes it. */
    static boolean expectContinue(HttpRequest request, HttpSettings settings) {
        return Stream.concat(request.headers().stream(), settings.headers().stream())
                .anyMatch(HeaderTemplates::isExpectation);
    }

    private static boolean isExpectation(Field field) {
        return field.name().equalsIgnoreCase("expect") && field.value().equalsIgnoreCase("100-continue");
    }

    private static void addMissing(List<Field> all, List<Field> more) {
        int present = all.size(); // several of the same name may be added
        for (Field field : more) {
            if (!names(all, present, field.name())) {
                all.add(field);
            }
        }
    }

    private static boolean names(List<Field> fields, int count, String name) {
        for (int i = 0; i < count; i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Puts the headers for a user into {@code wire}, in place of those there.
     *
     * @param elsewhere whether a redirect has led to another origin, which must not get credentials
     */
    void write(WireRequest wire, Session session, boolean elsewhere) {
        boolean withBody = !wire.isBodyDropped();
        if (withBody) {
            wire.headers(elsewhere ? constantElsewhere : constant);
        } else {
            wire.headers(elsewhere ? bodilessElsewhere : bodiless);
        }
        wire.clearHeaders();
        for (Variable header : variable) {
            if ((!elsewhere || !isOriginOnly(header.name())) && (withBody || !isOfBody(header.name()))) {
                wire.header(header.name(), header.value().fill(session));
            }
        }
    }

    private static boolean isOfBody(String name) {
        return OF_BODY.contains(name);
    }

    private static boolean isOriginOnly(String name) {
        return ORIGIN_ONLY.contains(name);
    }
}
