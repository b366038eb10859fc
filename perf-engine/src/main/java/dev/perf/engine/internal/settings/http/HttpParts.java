package dev.perf.engine.internal.settings.http;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.http.Connections;
import dev.perf.http.ExpectedStatus;
import dev.perf.http.Http;
import dev.perf.http.HttpVersion;
import dev.perf.http.ProxyServer;
import dev.perf.http.Retry;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shapes of those HTTP settings that are more than one value. */
public final class HttpParts {

    public static final Shape<Integer> PORT = Shapes.integer(1, 65_535).as(Long::intValue);

    /** Versions of HTTP: {@code 1.1}, {@code 2}, {@code 3}. */
    public static final Shape<HttpVersion> VERSION = Shapes.text()
            .as(text -> switch (text.toUpperCase(Locale.ROOT).replace("HTTP/", "")) {
                case "1.1" -> HttpVersion.HTTP_1_1;
                case "2", "2.0" -> HttpVersion.HTTP_2;
                case "3", "3.0" -> HttpVersion.HTTP_3;
                default -> throw new IllegalArgumentException("1.1, 2 or 3 is expected here, got \"" + text + "\"");
            });

    private static final Key<Integer> SHARED = key(
                    "shared", Shapes.count(1), "How many connections to a server all users share.")
            .required();

    /** How long users keep connections. */
    public static final Shape<Connections> CONNECTIONS =
            Shapes.either(Shapes.oneOf(modes()), Mapping.of("connections", List.of(SHARED), fields -> {
                Integer most = fields.get(SHARED);
                return most == null ? null : Connections.shared(most);
            }));

    private static Map<String, Connections> modes() {
        Map<String, Connections> modes = new LinkedHashMap<>();
        modes.put("per-user", Connections.perUser());
        modes.put("new-per-iteration", Connections.newPerIteration());
        modes.put("new-per-request", Connections.newPerRequest());
        return modes;
    }

    private static final Pattern STATUS = Pattern.compile("([1-9]\\d\\d)(?:\\s*(?:-|to)\\s*([1-9]\\d\\d))?");
    private static final Pattern STATUS_CLASS = Pattern.compile("([1-9])xx");

    /** Statuses: {@code 200}, {@code 2xx}, {@code 200-299}, or a list of such. */
    public static final Shape<List<ExpectedStatus>> STATUSES =
            Shapes.listOf(Shapes.text().as(HttpParts::status));

    private static ExpectedStatus status(String given) {
        String text = given.strip().toLowerCase(Locale.ROOT);
        Matcher ofClass = STATUS_CLASS.matcher(text);
        if (ofClass.matches()) {
            int from = 100 * Integer.parseInt(ofClass.group(1));
            return Http.range(from, from + 99);
        }
        Matcher range = STATUS.matcher(text);
        if (range.matches()) {
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
            if (from <= to) {
                return Http.range(from, to);
            }
        }
        throw new IllegalArgumentException(
                "a status such as 200, 2xx or 200-299 is expected here, got \"" + given + "\"");
    }

    private static final Key<ProxyServer.Kind> KIND = key(
            "kind", Shapes.oneOf(ProxyServer.Kind.class), "What the proxy speaks: http or socks5; http unless given.");
    private static final Key<String> HOST =
            key("host", Shapes.text(), "Its name or address.").required();
    private static final Key<Integer> PROXY_PORT =
            key("port", PORT, "Its port.").required();
    private static final Key<String> USER = key("user", Shapes.text(), "User name that it asks for.");
    private static final Key<String> PASSWORD = key("password", Shapes.text(), "Password that it asks for.");
    private static final Key<List<String>> EXCEPT = key(
                    "except", Shapes.listOf(Shapes.text()), "Hosts that are reached without it: names, or *.name.")
            .also("noProxy", "exceptions");

    /** A proxy: {@code http://proxy:3128}, or its parts. */
    public static final Shape<ProxyServer> PROXY = Shapes.either(
            Shapes.text().as(HttpParts::proxy),
            Mapping.of("a proxy", List.of(KIND, HOST, PROXY_PORT, USER, PASSWORD, EXCEPT), HttpParts::proxy));

    private static ProxyServer proxy(String text) {
        IllegalArgumentException refused = new IllegalArgumentException(
                "a proxy such as http://proxy:3128 or socks5://proxy:1080 is expected here, got \"" + text + "\"");
        URI address;
        try {
            address = URI.create(text.strip());
        } catch (IllegalArgumentException malformed) {
            refused.initCause(malformed);
            throw refused;
        }
        String host = address.getHost();
        if (host == null || address.getScheme() == null || address.getPort() < 1 || address.getUserInfo() != null) {
            throw refused;
        }
        return switch (address.getScheme().toLowerCase(Locale.ROOT)) {
            case "http" -> ProxyServer.http(host, address.getPort());
            case "socks5" -> ProxyServer.socks5(host, address.getPort());
            default -> throw refused;
        };
    }

    private static @Nullable ProxyServer proxy(Fields fields) {
        String host = fields.get(HOST);
        Integer port = fields.get(PROXY_PORT);
        if (fields.has(USER) != fields.has(PASSWORD)) {
            fields.mistake("\"user\" and \"password\" of a proxy go together; give both, or neither");
        }
        if (host == null || port == null) {
            return null;
        }
        ProxyServer server = fields.get(KIND, ProxyServer.Kind.HTTP) == ProxyServer.Kind.HTTP
                ? ProxyServer.http(host, port)
                : ProxyServer.socks5(host, port);
        String user = fields.get(USER);
        String password = fields.get(PASSWORD);
        server = user == null || password == null ? server : server.credentials(user, password);
        return server.except(fields.get(EXCEPT, List.of()).toArray(String[]::new));
    }

    private static final Key<Integer> TIMES = key("times", Shapes.count(0), "How often a request is tried again.")
            .also("count")
            .required();
    private static final Key<Duration> INITIAL =
            key("initial", Units.SECONDS, "The wait before the first retry; 200ms unless given.");
    private static final Key<Duration> MAX = key("max", Units.SECONDS, "The longest wait; 10s unless given.");
    private static final Key<Double> FACTOR = key(
            "factor",
            Shapes.number(1, Double.MAX_VALUE),
            "What each wait is multiplied by to get the next; 2 unless given.");
    private static final Key<Double> JITTER =
            key("jitter", Shapes.share(), "The largest share of a wait that is left out at random; 0.5 unless given.");
    private static final Key<List<Integer>> RETRIED_STATUSES = key(
            "statuses",
            Shapes.listOf(Shapes.integer(100, 999).as(Long::intValue)),
            "Statuses after which a request is tried again; 429, 502, 503 and 504 unless given.");
    private static final Key<List<String>> ERRORS = key(
            "errors",
            Shapes.listOf(Shapes.text()),
            "Errors after which a request is tried again: connect, connect_refused, connect_timeout, reset,"
                    + " premature_end and timeout unless given.");
    private static final Key<Duration> MAX_RETRY_AFTER =
            key("maxRetryAfter", Units.SECONDS, "The longest wait that an answer may ask for; 60s unless given.");
    private static final Key<Boolean> ANY_METHOD = key(
            "anyMethod",
            Shapes.bool(),
            "Whether POST and PATCH are tried again, too, which may do twice what they do; false unless given.");

    /** When requests are tried again: how often, or a mapping. */
    public static final Shape<Retry> RETRY = Shapes.either(
            Shapes.count(0).as(Http::retry),
            Mapping.of(
                    "retry",
                    List.of(TIMES, INITIAL, MAX, FACTOR, JITTER, RETRIED_STATUSES, ERRORS, MAX_RETRY_AFTER, ANY_METHOD),
                    HttpParts::retry));

    private static @Nullable Retry retry(Fields fields) {
        Integer times = fields.get(TIMES);
        if (times == null) {
            return null;
        }
        Retry usual = Http.retry(times);
        Retry retry = usual.backOff(
                fields.get(INITIAL, usual.initial()),
                fields.get(MAX, usual.max()),
                fields.get(FACTOR, usual.factor()),
                fields.get(JITTER, usual.jitter()));
        List<Integer> statuses = fields.get(RETRIED_STATUSES);
        retry = statuses == null
                ? retry
                : retry.onStatus(statuses.stream().mapToInt(Integer::intValue).toArray());
        List<String> errors = fields.get(ERRORS);
        retry = errors == null ? retry : retry.onError(errors.toArray(String[]::new));
        retry = retry.maxRetryAfter(fields.get(MAX_RETRY_AFTER, usual.maxRetryAfter()));
        return fields.get(ANY_METHOD, false) ? retry.anyMethod() : retry;
    }

    /** A user and what proves it; both are templates. */
    public record Login(String user, String password) {}

    private static final Key<String> LOGIN_USER =
            key("user", Texts.TEMPLATE, "User name.").required();
    private static final Key<String> LOGIN_PASSWORD =
            key("password", Texts.TEMPLATE, "Password.").also("pass").required();

    /** A user and a password. */
    public static final Shape<Login> LOGIN = Mapping.of("a login", List.of(LOGIN_USER, LOGIN_PASSWORD), fields -> {
        String user = fields.get(LOGIN_USER);
        String password = fields.get(LOGIN_PASSWORD);
        return user == null || password == null ? null : new Login(user, password);
    });

    /** The share of traces of which none is sent, not even unmarked. */
    public static final double NEVER = -1;

    /** Which share of traces is marked as sampled: true for all, false for no traces. */
    public static final Shape<Double> SAMPLING = new Sampling();

    private record Sampling() implements Shape<Double> {

        private static final Shape<Boolean> ALL = Shapes.bool();
        private static final Shape<Double> SHARE = Shapes.share();

        @Override
        public @Nullable Double read(Value value, Reading reading) {
            if (value instanceof Value.Text text && text.text().chars().allMatch(Character::isLetter)) {
                Boolean all = ALL.read(value, reading);
                return all == null ? null : Double.valueOf(all ? 1 : NEVER);
            }
            return SHARE.read(value, reading);
        }

        @Override
        public String expected() {
            return ALL.expected() + ", or " + SHARE.expected();
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            return Map.of("anyOf", List.of(ALL.schema(definitions), SHARE.schema(definitions)));
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Value.Text;
        }
    }

    private HttpParts() {}
}
