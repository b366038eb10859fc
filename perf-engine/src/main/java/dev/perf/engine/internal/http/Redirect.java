package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.engine.internal.http.transport.WireRequest;
import org.jspecify.annotations.Nullable;

/** Redirects, as RFC 9110 (15.4) and browsers have them. */
final class Redirect {

    private Redirect() {}

    /** Returns where the response sends the client, or null where it does not. */
    static @Nullable String location(Exchange exchange) {
        return switch (exchange.status()) {
            case 301, 302, 303, 307, 308 -> exchange.header("location");
            default -> null;
        };
    }

    /**
     * Turns {@code wire}, which was answered with {@code status}, into the request for {@code target}: a 303, and
     * after a POST a 301 or 302 as well, makes it a GET without body.
     */
    static void apply(int status, WireRequest wire, Target target) {
        boolean becomesGet = status == 303
                ? !wire.method().equals("HEAD")
                : (status == 301 || status == 302) && wire.method().equals("POST");
        if (becomesGet) {
            wire.method("GET").dropBody();
        }
        wire.origin(target.origin()).path(target.path());
    }
}
