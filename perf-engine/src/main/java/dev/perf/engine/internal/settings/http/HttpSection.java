package dev.perf.engine.internal.settings.http;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.http.HttpSettings;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What all HTTP requests have in common: {@code http}, and at the root of a file and in its environments {@code host}, {@code
 * port}, {@code tls} and {@code headers}. Only what is said is changed; the rest of a Java test's settings stays.
 */
public final class HttpSection {

    public static final Shape<UnaryOperator<HttpSettings>> SHAPE = HttpKeys.SHAPE;

    /**
     * Whether connections are made over TLS, and how.
     *
     * @param isUsed whether they are
     * @param change how
     */
    public record OverTls(boolean isUsed, UnaryOperator<HttpSettings> change) {}

    public static final Key<Authority> HOST = key(
                    "host",
                    Shapes.text().as(Authority::parse),
                    "Where the system under test is: a host, with its port or without, or a whole URL.")
            .like("shop.example.com", "https://shop.example.com");
    public static final Key<Integer> PORT = key(
            "port",
            HttpParts.PORT,
            "Port of the host; where no host is said, of the test's own base URL, or of localhost where it has none.");
    public static final Key<OverTls> TLS = key(
            "tls",
            Shapes.either(
                    Shapes.bool().as(isUsed -> new OverTls(isUsed, UnaryOperator.identity())),
                    TlsSection.SHAPE.as(change -> new OverTls(true, http -> http.tls(change)))),
            "Whether the host is reached over TLS, false unless given; or how it is, as in http.tls.");
    public static final Key<Map<String, String>> HEADERS =
            key("headers", Texts.TEMPLATES, "Headers of all requests; the same as http.headers.");

    /** The keys of the root that {@link #address} reads. */
    public static final List<Key<?>> KEYS = List.of(HOST, PORT, TLS, HEADERS);

    private HttpSection() {}

    /** Returns what host, port, tls and headers change, which are keys of a mapping; comes after {@code http} itself. */
    public static UnaryOperator<HttpSettings> address(Fields fields) {
        Authority host = fields.get(HOST);
        Integer port = fields.get(PORT);
        OverTls tls = fields.get(TLS);
        Map<String, String> headers = fields.get(HEADERS, Map.of());
        if (host != null) {
            agree(fields, host, port, tls);
        }
        return settings -> {
            HttpSettings changed = HttpKeys.withHeaders(settings, headers);
            changed = tls == null ? changed : tls.change().apply(changed);
            return host == null
                    ? moved(changed, port, tls)
                    : changed.baseUrl(with(host, port, tls).url());
        };
    }

    private static void agree(Fields fields, Authority host, @Nullable Integer port, @Nullable OverTls tls) {
        if (port != null && host.port() != null && !port.equals(host.port())) {
            fields.mistake(PORT, "\"host\" says the port " + host.port() + "; keep one of them");
        }
        if (tls != null
                && host.scheme() != null
                && tls.isUsed() != host.scheme().equals("https")) {
            fields.mistake(
                    TLS,
                    "\"host\" begins with " + host.scheme() + "://, which is " + (tls.isUsed() ? "not " : "")
                            + "over TLS; leave one of them out");
        }
    }

    /** Settings without a host of their own are those of a Java test, or the base URLs of {@code http}. */
    private static HttpSettings moved(HttpSettings settings, @Nullable Integer port, @Nullable OverTls tls) {
        List<String> before = settings.baseUrls();
        if (before.isEmpty()) {
            return port == null
                    ? settings
                    : settings.baseUrl(
                            with(Authority.parse("localhost"), port, tls).url());
        }
        if (port == null && tls == null) {
            return settings;
        }
        String[] after = before.stream()
                .map(url -> with(Authority.parse(url), port, tls).url())
                .toArray(String[]::new);
        return settings.rotatesPerRequest() ? settings.baseUrlsPerRequest(after) : settings.baseUrls(after);
    }

    private static Authority with(Authority authority, @Nullable Integer port, @Nullable OverTls tls) {
        Authority ported = port == null ? authority : authority.withPort(port);
        return tls == null ? ported : ported.withTls(tls.isUsed());
    }
}
