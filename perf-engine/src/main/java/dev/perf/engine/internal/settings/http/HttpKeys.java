package dev.perf.engine.internal.settings.http;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.settings.value.Paths;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.http.HttpSettings;
import dev.perf.http.Transport;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The keys of {@code http}, and what each changes. */
final class HttpKeys {

    private static final Shape<Duration> LIMIT = Units.SECONDS.as(time -> {
        if (!time.isPositive() || time.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException(
                    "a limit of time is above 0 and at most 365 days, got " + DurationText.of(time));
        }
        return time;
    });

    private static final Shape<String> URL =
            Shapes.text().as(text -> Authority.parse(text).url());

    private static final Key<String> BASE_URL = key(
                    "baseUrl", URL, "Beginning of request URLs that begin with /: a whole URL, or a host.")
            .also("target")
            .like("https://shop.example.com");
    private static final Key<List<String>> BASE_URLS = key(
            "baseUrls",
            Shapes.listOf(URL),
            "Several of them; each new user is given the next one, for all its requests.");
    private static final Key<List<String>> PER_REQUEST =
            key("baseUrlsPerRequest", Shapes.listOf(URL), "Several of them; users take the next one for each request.");
    private static final List<Key<?>> TARGETS = List.of(BASE_URL, BASE_URLS, PER_REQUEST);

    private static final Key<HttpParts.Login> BASIC =
            key("basicAuth", HttpParts.LOGIN, "User and password, sent with basic authentication.");
    private static final Key<HttpParts.Login> DIGEST =
            key("digestAuth", HttpParts.LOGIN, "User and password that answer challenges with digest authentication.");
    private static final Key<String> BEARER = key("bearer", Texts.TEMPLATE, "Token of the header Authorization.");
    private static final List<Key<?>> CREDENTIALS = List.of(BASIC, DIGEST, BEARER);

    private static final Key<Map<String, String>> HEADERS =
            key("headers", Texts.TEMPLATES, "Headers of all requests that do not set them themselves.");
    private static final String AUTHORIZATION = "Authorization";

    /** A key, and what its value changes. */
    private record Setting<T>(Key<T> key, BiFunction<HttpSettings, T, HttpSettings> change) {

        HttpSettings changed(HttpSettings settings, Fields fields) {
            T value = fields.get(key);
            return value == null ? settings : change.apply(settings, value);
        }
    }

    private static final List<Setting<?>> SETTINGS = List.of(
            new Setting<>(BASE_URL, HttpSettings::baseUrl),
            new Setting<>(BASE_URLS, (http, urls) -> http.baseUrls(array(urls))),
            new Setting<>(PER_REQUEST, (http, urls) -> http.baseUrlsPerRequest(array(urls))),
            new Setting<>(HEADERS, HttpKeys::withHeaders),
            new Setting<>(
                    key(
                            "connectTimeout",
                            LIMIT,
                            "Limit of name look-up, connecting and TLS handshake together; 10s unless given."),
                    HttpSettings::connectTimeout),
            new Setting<>(
                    key("requestTimeout", LIMIT, "Limit of a whole request, connecting included; 60s unless given.")
                            .also("timeout"),
                    HttpSettings::requestTimeout),
            new Setting<>(
                    key("tlsTimeout", LIMIT, "Limit of the TLS handshake alone; part of connectTimeout unless given."),
                    HttpSettings::tlsTimeout),
            new Setting<>(
                    key("firstByteTimeout", LIMIT, "Limit from the last byte of a request to the first of its answer."),
                    HttpSettings::firstByteTimeout),
            new Setting<>(
                    key(
                            "maxRedirects",
                            Shapes.count(0),
                            "How many redirects are followed per request; 10 unless given."),
                    HttpSettings::maxRedirects),
            new Setting<>(
                    key("cookies", Shapes.bool(), "Whether users keep the cookies they are given; true unless given."),
                    (http, kept) -> kept ? http.withCookies() : http.withoutCookies()),
            new Setting<>(
                    key("cache", Shapes.bool(), "Whether users have a cache, as browsers do; false unless given."),
                    (http, caches) -> caches ? http.cache() : http.withoutCache()),
            new Setting<>(
                    key(
                                    "trustAllCertificates",
                                    Shapes.bool(),
                                    "Whether any certificate is accepted, for any host; false unless given.")
                            .also("insecure"),
                    (http, all) -> all ? http.trustAllCertificates() : http.verifyCertificates()),
            new Setting<>(
                    key("tls", Shapes.named("tls", () -> TlsSection.SHAPE), "How connections over TLS are made."),
                    HttpSettings::tls),
            new Setting<>(
                    key("proxy", HttpParts.PROXY, "A proxy that requests go through: http://proxy:3128, or its parts."),
                    HttpSettings::proxy),
            new Setting<>(
                    key("version", HttpParts.VERSION, "The highest version of HTTP to ask for: 1.1, 2 or 3."),
                    HttpSettings::version),
            new Setting<>(
                    key(
                            "transport",
                            Shapes.oneOf(Transport.class),
                            "How requests travel: socket, Perf's own, or jdk, which speaks HTTP/2; socket unless"
                                    + " given."),
                    HttpSettings::transport),
            new Setting<>(
                    key(
                            "connections",
                            HttpParts.CONNECTIONS,
                            "How long users keep connections: per-user, new-per-iteration, new-per-request, or"
                                    + " {shared: 50}; per-user unless given."),
                    HttpSettings::connections),
            new Setting<>(
                    key("unixSocket", Paths.WRITTEN, "Unix domain socket that all requests go to."),
                    HttpSettings::unixSocket),
            new Setting<>(
                    key(
                            "resolve",
                            Shapes.mapOf("addresses of hosts", Shapes.listOf(Shapes.text())),
                            "Addresses of hosts that are not to be looked up."),
                    HttpKeys::withAddresses),
            new Setting<>(
                    key("dnsTtl", Units.SECONDS, "How long the answer of a name look-up holds."), HttpSettings::dnsTtl),
            new Setting<>(
                    key("localAddresses", Shapes.listOf(Shapes.text()), "Addresses of this machine to connect from."),
                    (http, addresses) -> http.localAddresses(array(addresses))),
            new Setting<>(
                    key(
                            "maxBodyBytes",
                            Shapes.integer(1, 1 << 30).as(Long::intValue),
                            "How many bytes of a body are kept for checks; 16777216 unless given."),
                    HttpSettings::maxBodyBytes),
            new Setting<>(
                    BEARER, (http, token) -> http.withoutHeader(AUTHORIZATION).bearer(token)),
            new Setting<>(
                    BASIC,
                    (http, login) -> http.withoutHeader(AUTHORIZATION).basicAuth(login.user(), login.password())),
            new Setting<>(
                    DIGEST,
                    (http, login) -> http.withoutHeader(AUTHORIZATION).digestAuth(login.user(), login.password())),
            new Setting<>(
                    key("retry", HttpParts.RETRY, "How often requests are tried again, or when; never unless given."),
                    HttpSettings::retry),
            new Setting<>(
                    key(
                            "expectedStatus",
                            HttpParts.STATUSES,
                            "Statuses with which requests succeed: 200, 2xx, 200-299, or several, beside those that"
                                    + " the Java test expects; 2xx and 3xx unless given."),
                    (http, statuses) -> {
                        HttpSettings changed = http;
                        for (var status : statuses) {
                            changed = changed.expectedStatus(status);
                        }
                        return changed;
                    }),
            new Setting<>(
                    key(
                            "traceContext",
                            HttpParts.SAMPLING,
                            "Whether requests carry the header traceparent, or which share of them is marked as"
                                    + " sampled."),
                    (http, sampled) ->
                            sampled == HttpParts.NEVER ? http.withoutTraceContext() : http.traceContext(sampled)),
            new Setting<>(
                    key(
                            "mask",
                            Shapes.listOf(Shapes.text()),
                            "Further words in names of headers, fields and values that are hidden in messages and"
                                    + " reports."),
                    (http, words) -> http.mask(array(words))),
            new Setting<>(
                    key(
                            "urlNames",
                            Shapes.listOf(Shapes.text()),
                            "Rules by which requests without a name are named: /shops/{shop}/items/*."),
                    (http, rules) -> http.urlNames(array(rules))));

    static final Mapping<UnaryOperator<HttpSettings>> SHAPE =
            Mapping.of("http", SETTINGS.stream().<Key<?>>map(Setting::key).toList(), HttpKeys::change);

    private HttpKeys() {}

    private static UnaryOperator<HttpSettings> change(Fields fields) {
        onlyOne(fields, TARGETS);
        onlyOne(fields, CREDENTIALS);
        if (fields.get(HEADERS, Map.of()).keySet().stream().anyMatch(AUTHORIZATION::equalsIgnoreCase)) {
            CREDENTIALS.stream()
                    .filter(fields::has)
                    .forEach(key ->
                            fields.mistake(key, "cannot stand beside the header Authorization; keep one of them"));
        }
        return settings -> {
            HttpSettings changed = settings;
            for (Setting<?> setting : SETTINGS) {
                changed = setting.changed(changed, fields);
            }
            return changed;
        };
    }

    private static void onlyOne(Fields fields, List<Key<?>> keys) {
        List<Key<?>> given = keys.stream().filter(fields::has).toList();
        for (Key<?> another : given.subList(Math.min(1, given.size()), given.size())) {
            fields.mistake(another, "cannot stand beside \"" + given.getFirst().name() + "\"; keep one of them");
        }
    }

    /** Headers of the same names that a Java test has set give way. */
    static HttpSettings withHeaders(HttpSettings settings, Map<String, String> headers) {
        HttpSettings changed = settings;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            changed = changed.withoutHeader(header.getKey()).header(header.getKey(), header.getValue());
        }
        return changed;
    }

    private static HttpSettings withAddresses(HttpSettings settings, Map<String, List<String>> addresses) {
        HttpSettings changed = settings;
        for (Map.Entry<String, List<String>> host : addresses.entrySet()) {
            changed = changed.resolve(host.getKey(), array(host.getValue()));
        }
        return changed;
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }
}
