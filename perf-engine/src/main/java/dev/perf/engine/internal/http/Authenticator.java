package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.http.Credentials;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.scenario.Session;
import dev.perf.source.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Proves who the user is. Shared by all users; what it learns about one is kept in that user's state. */
interface Authenticator {

    /**
     * Adds the proof to {@code wire}, as far as it can be made without having been asked for.
     *
     * @throws dev.perf.scenario.MissingValueException if the session lacks a part of the credentials
     * @throws IllegalArgumentException if the credentials cannot be sent
     */
    void authorize(WireRequest wire, Target target, Session session, HttpUserState state);

    /** Tells whether the response is a challenge that {@link #authorize} can answer now. */
    boolean isChallenged(Target target, HttpUserState state);

    /** Compiles the credentials of {@code request}; returns null where it has none. */
    static @Nullable Authenticator compile(HttpRequest request, HttpSettings settings, CompileContext context) {
        Credentials own = request.credentials();
        boolean ownHeader =
                request.headers().stream().anyMatch(field -> field.name().equalsIgnoreCase("Authorization"));
        if (own == null && ownHeader) {
            return null;
        }
        if (ownHeader && !(own instanceof Credentials.None)) {
            context.problem(
                    request.location(),
                    "it sets the header Authorization and has basicAuth or digestAuth as well; remove one of them");
        }
        Credentials credentials = own == null ? settings.credentials() : own;
        return switch (credentials) {
            case null -> null;
            case Credentials.None ignored -> null;
            case Credentials.Basic basic -> new Basic(basic(basic, request.location(), context));
            case Credentials.Digest digest ->
                new DigestAuth(
                        context.template(digest.user(), request.location()),
                        context.template(digest.password(), request.location()));
        };
    }

    /** Compiles the header of basic authentication; mistakes go to the context. */
    static Function<Session, String> basic(Credentials.Basic basic, SourceLocation location, CompileContext context) {
        Template user = context.template(basic.user(), location);
        Template password = context.template(basic.password(), location);
        if (user.isConstant() && user.fill(NoSession.INSTANCE).contains(":")) {
            context.problem(
                    location,
                    "user name \"" + user + "\" must not contain a colon: basic authentication ends it with one");
        }
        if (user.isConstant() && password.isConstant()) {
            String constant = basic(user.fill(NoSession.INSTANCE), password.fill(NoSession.INSTANCE));
            return session -> constant;
        }
        return session -> basic(user.fill(session), password.fill(session));
    }

    private static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** Basic authentication (RFC 7617): the same with each request. */
    record Basic(Function<Session, String> header) implements Authenticator {
        @Override
        public void authorize(WireRequest wire, Target target, Session session, HttpUserState state) {
            wire.header("Authorization", header.apply(session));
        }

        @Override
        public boolean isChallenged(Target target, HttpUserState state) {
            return false;
        }
    }
}
