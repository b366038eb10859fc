package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.http.Credentials;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.scenario.Session;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
            case Credentials.Basic basic -> compileBasic(basic, request, context);
            case Credentials.Digest digest ->
                new DigestAuth(
                        context.template(digest.user(), request.location()),
                        context.template(digest.password(), request.location()));
        };
    }

    private static Authenticator compileBasic(Credentials.Basic basic, HttpRequest request, CompileContext context) {
        Template user = context.template(basic.user(), request.location());
        Template password = context.template(basic.password(), request.location());
        if (user.isConstant() && user.toString().contains(":")) {
            context.problem(
                    request.location(),
                    "user name \"" + user + "\" must not contain a colon: basic authentication ends it with one");
        }
        if (user.isConstant() && password.isConstant()) {
            String constant = basic(user.toString(), password.toString());
            return new Basic(session -> constant);
        }
        return new Basic(session -> basic(user.fill(session), password.fill(session)));
    }

    private static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** Basic authentication (RFC 7617): the same with each request. */
    record Basic(java.util.function.Function<Session, String> header) implements Authenticator {
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
