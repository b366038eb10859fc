package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.HeaderBlock;
import dev.perf.engine.internal.http.transport.HeaderField;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.engine.internal.version.PerfVersion;
import dev.perf.http.Field;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.scenario.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The headers of a request: those that never change encoded once, the others filled from the session. */
final class HeaderTemplates {

    private record Variable(String name, Template value) {}

    private final HeaderBlock constant;
    private final List<Variable> variable;

    private HeaderTemplates(HeaderBlock constant, List<Variable> variable) {
        this.constant = constant;
        this.variable = List.copyOf(variable);
    }

    /** Compiles the headers of {@code request}; mistakes go to the context. */
    static HeaderTemplates compile(HttpRequest request, HttpSettings settings, CompileContext context) {
        var constant = new ArrayList<HeaderField>();
        var variable = new ArrayList<Variable>();
        for (Field field : all(request, settings)) {
            Template value = context.template(field.value(), request.location());
            try {
                if (value.isConstant()) {
                    constant.add(new HeaderField(field.name(), field.value()));
                } else {
                    // The name is checked now, the value when it is known.
                    new HeaderField(field.name(), "");
                    variable.add(new Variable(field.name(), value));
                }
            } catch (IllegalArgumentException refused) {
                context.problem(request.location(), String.valueOf(refused.getMessage()));
            }
        }
        return new HeaderTemplates(HeaderBlock.of(constant), variable);
    }

    /** The request's own headers win over those of the test, and these over Perf's. */
    private static List<Field> all(HttpRequest request, HttpSettings settings) {
        var all = new ArrayList<>(request.headers());
        addMissing(all, settings.headers());
        String contentType = BodyTemplate.contentType(request.body());
        if (contentType != null) {
            addMissing(all, List.of(new Field("Content-Type", contentType)));
        }
        addMissing(
                all,
                List.of(
                        new Field("User-Agent", "perf/" + PerfVersion.CURRENT),
                        new Field("Accept", "*/*"),
                        new Field("Accept-Encoding", ContentCoding.ACCEPTED)));
        return all;
    }

    private static void addMissing(List<Field> all, List<Field> more) {
        Set<String> present =
                all.stream().map(field -> field.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        more.stream()
                .filter(field -> !present.contains(field.name().toLowerCase(Locale.ROOT)))
                .forEach(all::add);
    }

    /** Puts the headers for a user into {@code wire}, in place of those there. */
    void write(WireRequest wire, Session session) {
        wire.headers(constant);
        wire.clearHeaders();
        for (Variable header : variable) {
            wire.header(header.name(), header.value().fill(session));
        }
    }

    /** As {@link #write}, but without what proves who the user is: for a server that the plan does not name. */
    void writeWithoutCredentials(WireRequest wire, Session session) {
        wire.headers(HeaderBlock.of(constant.fields().stream()
                .filter(field -> !isCredential(field.name()))
                .toList()));
        wire.clearHeaders();
        for (Variable header : variable) {
            if (!isCredential(header.name())) {
                wire.header(header.name(), header.value().fill(session));
            }
        }
    }

    private static boolean isCredential(String name) {
        return name.equalsIgnoreCase("authorization")
                || name.equalsIgnoreCase("cookie")
                || name.equalsIgnoreCase("proxy-authorization");
    }
}
