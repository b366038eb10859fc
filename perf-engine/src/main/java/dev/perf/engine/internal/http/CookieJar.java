package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cookies of one user, kept by the JDK's cookie manager, which is made when the first one comes. */
final class CookieJar {

    private @Nullable CookieManager manager;

    /** Returns the value of the cookie header for {@code target}, or null where there is none to send. */
    @Nullable
    String header(Target target) {
        if (manager == null) {
            return null;
        }
        try {
            List<String> values = manager.get(uri(target), Map.of()).get("Cookie");
            return values == null || values.isEmpty() ? null : String.join("; ", values);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    /** Keeps the cookies that the response from {@code target} sets. */
    void keep(Target target, Exchange exchange) {
        List<String> set = exchange.headers("set-cookie");
        if (set.isEmpty()) {
            return;
        }
        if (manager == null) {
            manager = new CookieManager(null, CookiePolicy.ACCEPT_ORIGINAL_SERVER);
        }
        try {
            manager.put(uri(target), Map.of("Set-Cookie", set));
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    private static URI uri(Target target) {
        return URI.create(target.origin() + target.path());
    }
}
