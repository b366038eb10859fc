package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        // Not manager.get(): it sends RFC 2965's $Version and quotes for cookies that have a Max-Age, as nobody does.
        String path = pathOf(target);
        String cookies = manager.getCookieStore().get(uri(target)).stream()
                .filter(cookie -> isBelow(path, cookie.getPath()))
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return cookies.isEmpty() ? null : cookies;
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
        try {
            // This constructor quotes what the JDK does not take in a path but servers do, such as [ and ].
            var origin = target.origin();
            URI base = URI.create(origin.toString());
            return new URI(base.getScheme(), null, base.getHost(), base.getPort(), pathOf(target), null, null);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pathOf(Target target) {
        int query = target.path().indexOf('?');
        return query < 0 ? target.path() : target.path().substring(0, query);
    }

    /** RFC 6265, 5.1.4. */
    private static boolean isBelow(String path, @Nullable String cookiePath) {
        return cookiePath == null
                || path.equals(cookiePath)
                || path.startsWith(cookiePath.endsWith("/") ? cookiePath : cookiePath + "/");
    }
}
