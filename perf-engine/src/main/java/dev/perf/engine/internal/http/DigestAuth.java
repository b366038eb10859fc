package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.template.Template;
import dev.perf.scenario.Session;
import java.util.concurrent.ThreadLocalRandom;

/** Digest authentication: waits for a challenge, and answers the user's later requests to the same server unasked. */
final class DigestAuth implements Authenticator {

    private final Template user;
    private final Template password;

    DigestAuth(Template user, Template password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public void authorize(WireRequest wire, Target target, Session session, HttpUserState state) {
        DigestChallenge challenge = state.challengeOf(target.origin());
        if (challenge != null) {
            wire.header(
                    "Authorization",
                    challenge.answer(wire.method(), target.path(), user.fill(session), password.fill(session)));
        }
    }

    @Override
    public boolean isChallenged(Target target, HttpUserState state) {
        if (state.exchange.status() != 401) {
            renew(target, state);
            return false;
        }
        DigestChallenge challenge = DigestChallenge.strongest(
                AuthChallenge.parse(state.exchange.headers("www-authenticate")), DigestAuth::clientNonce);
        if (challenge == null) {
            return false;
        }
        state.challenged(target.origin(), challenge);
        return true;
    }

    /** The server may hand out the nonce of the next request (RFC 7616, 3.5). */
    private static void renew(Target target, HttpUserState state) {
        String info = state.exchange.header("authentication-info");
        DigestChallenge known = state.challengeOf(target.origin());
        if (info == null || known == null) {
            return;
        }
        String next = AuthChallenge.parameters(info).get("nextnonce");
        if (next != null && !next.equals(known.nonce())) {
            state.challenged(target.origin(), known.withNonce(next, clientNonce()));
        }
    }

    /** Not from the user's own random numbers: it must differ from run to run, and must not change what they draw. */
    private static String clientNonce() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    }
}
