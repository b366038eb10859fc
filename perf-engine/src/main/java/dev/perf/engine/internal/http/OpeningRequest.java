package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.HeaderField;
import dev.perf.engine.internal.http.transport.Origin;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.template.Template;
import dev.perf.engine.internal.version.PerfVersion;
import dev.perf.http.Credentials;
import dev.perf.http.Field;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.scenario.Session;
import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The request with which something begins that is more than a request and its response: its URL, headers and cookies
 * are made as those of requests are. Of the test's settings, what belongs to single requests does not apply: retries,
 * redirects, challenges, signatures, caches.
 */
public final class OpeningRequest {

    /** Written by the client, or of no meaning to a request without a body. */
    private static final Set<String> NOT_FROM_SETTINGS =
            Set.of("connection", "content-type", "content-encoding", "expect", "upgrade", "accept-encoding");

    private static final Set<String> RESTRICTED = Set.of("connection", "host", "expect", "upgrade", "content-length");

    private static final String PROTOCOL_HEADERS = "sec-websocket-";

    private record Header(String name, Function<Session, String> value) {}

    /**
     * A request for one user.
     *
     * @param origin the server
     * @param path path and query, encoded
     * @param headers headers, cookies among them
     * @param body body; empty for none
     */
    public record Opening(Origin origin, String path, List<Field> headers, byte[] body) {}

    private final Template url;
    private final @Nullable BaseUrls bases;
    private final List<Header> headers;
    private final boolean cookies;
    private final UnaryOperator<String> address;
    private final BodyTemplate body;

    private OpeningRequest(
            Template url,
            UnaryOperator<String> address,
            @Nullable BaseUrls bases,
            List<Header> headers,
            boolean cookies,
            BodyTemplate body) {
        this.url = url;
        this.address = address;
        this.body = body;
        this.bases = bases;
        this.headers = List.copyOf(headers);
        this.cookies = cookies;
    }

    /** Compiles the handshake of a WebSocket, whose URL may be one of {@code ws} or {@code wss}. */
    static OpeningRequest handshake(
            String url,
            List<Field> own,
            SourceLocation location,
            HttpSettings settings,
            BaseUrls bases,
            CompileContext context) {
        return compile(url, OpeningRequest::overHttp, own, (wire, session) -> {}, location, settings, bases, context);
    }

    /** Compiles a request of which URL, headers and body count; {@code accept} is a header unless it has its own. */
    static OpeningRequest compile(
            HttpRequest request, Field accept, HttpSettings settings, BaseUrls bases, CompileContext context) {
        var own = new ArrayList<>(request.headers());
        String contentType = BodyTemplate.contentType(request.body());
        if (contentType != null && !has(own, "Content-Type")) {
            own.add(new Field("Content-Type", contentType));
        }
        if (!has(own, accept.name())) {
            own.add(accept);
        }
        return compile(
                request.url(),
                UnaryOperator.identity(),
                own,
                BodyTemplate.compile(request, context),
                request.location(),
                settings,
                bases,
                context);
    }

    private static OpeningRequest compile(
            String url,
            UnaryOperator<String> address,
            List<Field> own,
            BodyTemplate body,
            SourceLocation location,
            HttpSettings settings,
            BaseUrls bases,
            CompileContext context) {
        HttpSettingsCheck.beyondTheClient(settings)
                .forEach(setting -> context.problem(
                        location, setting + " of the http settings cannot be had for this step; remove one of them"));
        Template template = context.template(url, location);
        boolean relative = url.startsWith("/");
        var request = new OpeningRequest(
                template,
                address,
                bases.count() > 0 && (relative || url.startsWith("#{")) ? bases : null,
                headers(own, location, settings, context),
                settings.cookies(),
                body);
        if (relative && bases.count() == 0) {
            context.problem(
                    location,
                    "URL \"" + url + "\" needs a base URL; set one with http(http -> http.baseUrl(\"http://...\"))"
                            + ", with \"host\" in a file or --base-url, or write the URL in full");
        } else if (template.isConstant() && template.toString().equals(url)) {
            try {
                request.target(NoSession.INSTANCE, 0);
            } catch (IllegalArgumentException refused) {
                context.problem(location, String.valueOf(refused.getMessage()));
            }
        }
        return request;
    }

    private static List<Header> headers(
            List<Field> own, SourceLocation location, HttpSettings settings, CompileContext context) {
        var fields = new ArrayList<Field>(own);
        for (Field field : own) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (RESTRICTED.contains(name) || name.startsWith(PROTOCOL_HEADERS)) {
                context.problem(location, "header \"" + field.name() + "\" is written by the client; remove it");
            }
        }
        for (Field field : settings.headers()) {
            if (!NOT_FROM_SETTINGS.contains(field.name().toLowerCase(Locale.ROOT)) && !has(own, field.name())) {
                fields.add(field);
            }
        }
        if (!has(fields, "User-Agent")) {
            fields.add(new Field("User-Agent", "perf/" + PerfVersion.CURRENT));
        }
        var compiled = new ArrayList<Header>();
        for (Field field : fields) {
            Template value = context.template(field.value(), location);
            try {
                new HeaderField(field.name(), value.isConstant() ? value.fill(NoSession.INSTANCE) : "");
                compiled.add(new Header(field.name(), value::fill));
            } catch (IllegalArgumentException refused) {
                context.problem(location, String.valueOf(refused.getMessage()));
            }
        }
        if (!has(fields, "Authorization")) {
            switch (settings.credentials()) {
                case null -> {}
                case Credentials.None ignored -> {}
                case Credentials.Basic basic ->
                    compiled.add(new Header("Authorization", Authenticator.basic(basic, location, context)));
                case Credentials.Digest ignored ->
                    context.problem(
                            location,
                            "digestAuth(...) of the http settings cannot be had for this step; set its header"
                                    + " Authorization, or use another authentication");
            }
        }
        return compiled;
    }

    private static boolean has(List<Field> fields, String name) {
        return fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
    }

    /**
     * Fills the request for a user.
     *
     * @throws dev.perf.scenario.MissingValueException if the session lacks a value
     * @throws IllegalArgumentException if what comes out is no URL or no header
     */
    public Opening of(VirtualUser user) {
        HttpUserState state = HttpUserState.of(user);
        Target target = target(user.session(), state.base);
        var fields = new ArrayList<Field>(headers.size() + 1);
        for (Header header : headers) {
            String value = header.value().apply(user.session());
            new HeaderField(header.name(), value);
            fields.add(new Field(header.name(), value));
        }
        String cookie = cookies ? state.cookies.header(target) : null;
        if (cookie != null && !has(fields, "Cookie")) {
            fields.add(new Field("Cookie", cookie));
        }
        var filled = new WireRequest(target.origin(), "POST", "/");
        body.put(filled, user.session());
        return new Opening(target.origin(), target.path(), fields, filled.bodyBytes());
    }

    private Target target(Session session, int base) {
        String whole = url.fill(session);
        int fragment = whole.indexOf('#'); // is never sent
        String text = fragment < 0 ? whole : whole.substring(0, fragment);
        if (bases == null || !text.startsWith("/")) {
            return Target.parse(address.apply(text));
        }
        String path = Target.encode(text);
        Target prefix = bases.get(base);
        return new Target(prefix.origin(), prefix.path().equals("/") ? path : prefix.path() + path);
    }

    /** RFC 6455, 11.1.1: a WebSocket's address is that of the server which speaks HTTP there. */
    private static String overHttp(String url) {
        if (url.regionMatches(true, 0, "ws://", 0, 5)) {
            return "http://" + url.substring(5);
        }
        return url.regionMatches(true, 0, "wss://", 0, 6) ? "https://" + url.substring(6) : url;
    }
}
