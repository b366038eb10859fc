package dev.perf.http;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.check.Check;
import dev.perf.text.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What all HTTP requests of a test have in common. Immutable: each method with an argument returns a new value. */
public final class HttpSettings implements Cloneable {

    /** The settings of a test that sets none. */
    public static final HttpSettings DEFAULTS = new HttpSettings();

    private List<String> baseUrls = List.of();
    private boolean rotatesPerRequest;
    private List<Field> headers = List.of();
    private Transport transport = Transport.SOCKET;
    private @Nullable HttpVersion version;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private @Nullable Duration tlsTimeout;
    private @Nullable Duration firstByteTimeout;
    private Duration requestTimeout = Duration.ofSeconds(60);
    private int maxRedirects = 10;
    private boolean cookies = true;
    private boolean verifyTls = true;
    private Tls tls = Tls.DEFAULTS;
    private Connections connections = Connections.perUser();
    private @Nullable ProxyServer proxy;
    private @Nullable Path unixSocket;
    private Map<String, List<String>> addresses = Map.of();
    private @Nullable Duration dnsTtl;
    private List<String> localAddresses = List.of();
    private int maxBodyBytes = 16 * 1024 * 1024;
    private @Nullable Credentials credentials;
    private @Nullable Retry retry;
    private @Nullable ExpectedStatus expectedStatus;
    private @Nullable RequestSigner signer;
    private @Nullable Double traceSampling;
    private boolean caches;
    private List<String> masked = List.of();
    private UrlNames urlNames = UrlNames.AUTOMATIC;
    private List<Check> checks = List.of();

    private HttpSettings() {}

    /** Sets the prefix of request URLs that begin with {@code /}, for example {@code http://localhost:8080}. */
    public HttpSettings baseUrl(String url) {
        return baseUrls(given(url, "url"));
    }

    /**
     * Sets prefixes of request URLs that begin with {@code /}, of which each new user is given the next one, for all
     * its requests; so closed users and arrivals are spread evenly. Samples get a tag {@code base_url}.
     */
    public HttpSettings baseUrls(String... urls) {
        return with(copy -> {
            copy.baseUrls = allGiven(urls, "urls");
            copy.rotatesPerRequest = false;
        });
    }

    /** Sets prefixes as {@link #baseUrls}, of which each user takes the next one for each request. */
    public HttpSettings baseUrlsPerRequest(String... urls) {
        return with(copy -> {
            copy.baseUrls = allGiven(urls, "urls");
            copy.rotatesPerRequest = true;
        });
    }

    /** Adds a header that is sent with each request that does not set it itself; its value may hold templates. */
    public HttpSettings header(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Field(given(name, "name"), given(value, "value")));
        return with(copy -> copy.headers = List.copyOf(more));
    }

    /** Takes headers of that name back, whatever its case: of settings that were made elsewhere. */
    public HttpSettings withoutHeader(String name) {
        given(name, "name");
        List<Field> others = headers.stream()
                .filter(field -> !field.name().equalsIgnoreCase(name))
                .toList();
        return with(copy -> copy.headers = others);
    }

    /**
     * Adds rules by which requests without a name are named, before those of {@link UrlNames}; the first that fits
     * counts, and is the name itself: {@code urlNames("/shops/{shop}/items/*", "/assets/**")}. In a rule {@code *} and
     * {@code {word}} stand for one segment of a path, and {@code **}, as the last segment, for any number of them.
     */
    public HttpSettings urlNames(String... rules) {
        return with(copy -> copy.urlNames = copy.urlNames.plus(allGiven(rules, "rules")));
    }

    /** Names requests without a name after their URLs as they are written, query and all. */
    public HttpSettings withoutUrlNames() {
        return with(copy -> copy.urlNames = UrlNames.AS_WRITTEN);
    }

    /** Sets how requests travel; {@link Transport#SOCKET} unless set. */
    public HttpSettings transport(Transport other) {
        return with(copy -> copy.transport = given(other, "other"));
    }

    /**
     * Sets the highest version of HTTP to ask for; unless set, HTTP/1.1 on the {@code socket} transport and HTTP/2 on
     * {@code jdk}. Over TLS the server agrees by ALPN, else by an upgrade of the first request.
     */
    public HttpSettings version(HttpVersion highest) {
        return with(copy -> copy.version = given(highest, "highest"));
    }

    /**
     * Sets the limit of name look-up, TCP connect, a proxy's tunnel, and TLS handshake unless {@link #tlsTimeout} is
     * set, all together; 10 s unless set. What takes longer fails as {@code connect_timeout}.
     */
    public HttpSettings connectTimeout(Duration limit) {
        return with(copy -> copy.connectTimeout = given(limit, "limit"));
    }

    /**
     * Sets a limit of its own for the TLS handshake of a new connection, which counts from when TCP is connected;
     * {@link #connectTimeout} then ends there. Unless set, the handshake is part of {@code connectTimeout}. What takes
     * longer fails as {@code connect_timeout}. Only on the {@code socket} transport.
     *
     * @param limit positive, at most 365 days
     */
    public HttpSettings tlsTimeout(Duration limit) {
        return with(copy -> copy.tlsTimeout = given(limit, "limit"));
    }

    /**
     * Sets how long after the last byte of a request the first byte of its response may take; no limit but
     * {@link #requestTimeout} unless set. What takes longer fails as {@code timeout}. The {@code jdk} transport, which
     * does not tell these moments, counts from the start of the request to the head of the response. A request may have
     * its own: {@link HttpRequest#firstByteTimeout}.
     *
     * @param limit positive, at most 365 days
     */
    public HttpSettings firstByteTimeout(Duration limit) {
        return with(copy -> copy.firstByteTimeout = given(limit, "limit"));
    }

    /** Sets the limit of a whole request, connecting included; 60 s unless set. */
    public HttpSettings requestTimeout(Duration limit) {
        return with(copy -> copy.requestTimeout = given(limit, "limit"));
    }

    /** Sets how many redirects are followed per request; 10 unless set, 0 follows none. */
    public HttpSettings maxRedirects(int count) {
        return with(copy -> copy.maxRedirects = count);
    }

    /** Makes users ignore the cookies they are given. */
    public HttpSettings withoutCookies() {
        return with(copy -> copy.cookies = false);
    }

    /** Takes {@link #withoutCookies()} back. */
    public HttpSettings withCookies() {
        return with(copy -> copy.cookies = true);
    }

    /** Accepts any certificate for any host name: for test systems with home-made certificates. */
    public HttpSettings trustAllCertificates() {
        return with(copy -> copy.verifyTls = false);
    }

    /** Takes {@link #trustAllCertificates()} back. */
    public HttpSettings verifyCertificates() {
        return with(copy -> copy.verifyTls = true);
    }

    /** Changes how connections over TLS are made: {@code tls(tls -> tls.trust(Path.of("ca.pem")))}. */
    public HttpSettings tls(UnaryOperator<Tls> change) {
        Tls changed = given(given(change, "change").apply(tls), "what change returns");
        return with(copy -> copy.tls = changed);
    }

    /** Sets how long users keep connections; {@link Connections#perUser()} unless set. */
    public HttpSettings connections(Connections mode) {
        return with(copy -> copy.connections = given(mode, "mode"));
    }

    /** Sends requests through a proxy; directly unless set, whatever the system's settings are. */
    public HttpSettings proxy(ProxyServer server) {
        return with(copy -> copy.proxy = given(server, "server"));
    }

    /**
     * Sends all requests to a server that listens on a Unix domain socket, as {@code curl --unix-socket} does: the URLs
     * still say host, path, and whether to speak TLS, but nothing is looked up. Only on the {@code socket} transport;
     * excludes a proxy, {@code resolve}, {@code dnsTtl} and {@code localAddresses}.
     *
     * @param path of the socket, at most 107 bytes long
     */
    public HttpSettings unixSocket(Path path) {
        return with(copy -> copy.unixSocket = given(path, "path"));
    }

    /**
     * Reaches {@code host} at these addresses instead of those that a look-up finds, as an entry in the hosts file
     * would. Only on the {@code socket} transport.
     *
     * @param hostAddresses IPv4 or IPv6 addresses; connections are spread evenly over those of the first one's family,
     *     the others are tried when these fail
     */
    public HttpSettings resolve(String host, String... hostAddresses) {
        Map<String, List<String>> more = new LinkedHashMap<>(addresses);
        more.put(given(host, "host").toLowerCase(Locale.ROOT), allGiven(hostAddresses, "hostAddresses"));
        return with(copy -> copy.addresses = Collections.unmodifiableMap(more));
    }

    /**
     * Looks a host up again for a new connection when the last answer is older, for all users together, so that a test
     * follows a change of DNS; {@link Duration#ZERO} looks up for each new connection. Connections that are kept stay
     * where they are. Unless set, look-ups are those of Java, which keeps answers by itself, for 30 s unless the
     * security property {@code networkaddress.cache.ttl} or {@code -Dsun.net.inetaddr.ttl} says otherwise. What Java
     * keeps comes on top, so a shorter time needs a Java that keeps nothing: {@code -Dsun.net.inetaddr.ttl=0}. Only on
     * the {@code socket} transport.
     *
     * @param ttl not negative, at most 365 days
     */
    public HttpSettings dnsTtl(Duration ttl) {
        return with(copy -> copy.dnsTtl = given(ttl, "ttl"));
    }

    /**
     * Connects from these addresses of this machine in turn: each has ports of its own, so with several of them more
     * connections to one server are possible. The {@code jdk} transport takes only one.
     *
     * @param ownAddresses IPv4 or IPv6 addresses
     */
    public HttpSettings localAddresses(String... ownAddresses) {
        return with(copy -> copy.localAddresses = allGiven(ownAddresses, "ownAddresses"));
    }

    /**
     * Sets how many bytes of a body, unpacked, are kept for checks; a longer one that is wanted fails its request;
     * 16 MiB unless set.
     */
    public HttpSettings maxBodyBytes(int limit) {
        return with(copy -> copy.maxBodyBytes = limit);
    }

    /** Sends {@code token}, which may hold templates, in the authorization header of requests that do not set it. */
    public HttpSettings bearer(String token) {
        return header("Authorization", "Bearer " + given(token, "token"));
    }

    /** Sends user name and password, which may hold templates, with basic authentication. */
    public HttpSettings basicAuth(String user, String password) {
        return with(copy -> copy.credentials = new Credentials.Basic(given(user, "user"), given(password, "password")));
    }

    /** Answers challenges with digest authentication; see {@link HttpRequest#digestAuth}. */
    public HttpSettings digestAuth(String user, String password) {
        return with(
                copy -> copy.credentials = new Credentials.Digest(given(user, "user"), given(password, "password")));
    }

    /** Tries requests up to {@code times} times again, with the defaults of {@link Retry}; never unless set. */
    public HttpSettings retry(int times) {
        return retry(new Retry(times));
    }

    /** Sets when requests are tried again; never unless set. */
    public HttpSettings retry(Retry rule) {
        return with(copy -> copy.retry = given(rule, "rule"));
    }

    /**
     * Sets the statuses with which requests are successful that have no check on the status; together with those of
     * earlier calls; 2xx and 3xx unless set.
     */
    public HttpSettings expectedStatus(int... codes) {
        return expectedStatus(ExpectedStatus.of(given(codes, "codes")));
    }

    /** Sets the statuses with which requests are successful: {@code expectedStatus(range(200, 299))}. */
    public HttpSettings expectedStatus(ExpectedStatus rule) {
        given(rule, "rule");
        return with(copy -> copy.expectedStatus = copy.expectedStatus == null ? rule : copy.expectedStatus.or(rule));
    }

    /** Lets {@code requestSigner} add headers to each request right before it is sent. */
    public HttpSettings sign(RequestSigner requestSigner) {
        return with(copy -> copy.signer = given(requestSigner, "requestSigner"));
    }

    /**
     * Gives each user a cache, as browsers have; see {@link HttpRequest#cache}. It holds up to 256 responses and 1 MiB;
     * the least recently used ones make room. None unless set.
     */
    public HttpSettings cache() {
        return with(copy -> copy.caches = true);
    }

    /** Takes {@link #cache()} back. */
    public HttpSettings withoutCache() {
        return with(copy -> copy.caches = false);
    }

    /**
     * Sends a W3C {@code traceparent} header with each request, under a new trace id per request step, marked as
     * sampled; redirects and retries are spans of the same trace. Failures are listed with the id of an example.
     */
    public HttpSettings traceContext() {
        return traceContext(1);
    }

    /**
     * Sends a W3C {@code traceparent} header with each request.
     *
     * @param sampled share of the traces that are marked as sampled, from 0 to 1
     */
    public HttpSettings traceContext(double sampled) {
        return with(copy -> copy.traceSampling = sampled);
    }

    /** Takes {@link #traceContext()} back. */
    public HttpSettings withoutTraceContext() {
        return with(copy -> copy.traceSampling = null);
    }

    /**
     * Adds checks that are made of the response to each request, before its own, unless it is
     * {@link HttpRequest#withoutDefaultChecks()}. A check on the status puts {@link #expectedStatus} out of force, as one
     * of the request does. Handshakes of sockets and streams have none.
     */
    public HttpSettings check(Check... more) {
        var all = new ArrayList<>(checks);
        all.addAll(allGiven(more, "more"));
        return with(copy -> copy.checks = List.copyOf(all));
    }

    /**
     * Hides the values of further names in messages, traces and reports: of headers, cookies, fields, parameters and
     * session keys that contain one of these words. Case and separators do not matter; a word of four letters or fewer
     * must stand for itself, so {@code pin} hides {@code userPin} and not {@code shipping}. Names that contain
     * {@code password}, {@code token}, {@code secret}, {@code authorization}, {@code apiKey}, {@code session},
     * {@code cookie} and the like are hidden without being named.
     */
    public HttpSettings mask(String... words) {
        var more = new ArrayList<>(masked);
        more.addAll(allGiven(words, "words"));
        return with(copy -> copy.masked = List.copyOf(more));
    }

    /** Returns the first prefix of request URLs that begin with {@code /}, if there is one. */
    public @Nullable String baseUrl() {
        return baseUrls.isEmpty() ? null : baseUrls.getFirst();
    }

    /** Returns the prefixes of request URLs that begin with {@code /}. */
    public List<String> baseUrls() {
        return baseUrls;
    }

    /** Tells whether users take the next prefix for each request, rather than keep one. */
    public boolean rotatesPerRequest() {
        return rotatesPerRequest;
    }

    /** Returns the headers sent with each request that does not set them itself. */
    public List<Field> headers() {
        return headers;
    }

    /** Returns how requests travel. */
    public Transport transport() {
        return transport;
    }

    /** Returns the highest version to ask for, where it is set. */
    public @Nullable HttpVersion version() {
        return version;
    }

    /** Returns the limit of the TLS handshake, where it has its own. */
    public @Nullable Duration tlsTimeout() {
        return tlsTimeout;
    }

    /** Returns the limit of the wait for the first byte of a response, where there is one. */
    public @Nullable Duration firstByteTimeout() {
        return firstByteTimeout;
    }

    /** Returns the limit of name look-up, TCP connect and TLS handshake together. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** Returns the limit of a whole request, connecting included. */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    /** Returns how many redirects are followed per request. */
    public int maxRedirects() {
        return maxRedirects;
    }

    /** Tells whether each user keeps the cookies it is given; true unless set. */
    public boolean cookies() {
        return cookies;
    }

    /** Tells whether certificates and host names are verified; true unless set. */
    public boolean verifyTls() {
        return verifyTls;
    }

    /** Returns how connections over TLS are made. */
    public Tls tls() {
        return tls;
    }

    /** Returns how long users keep connections. */
    public Connections connections() {
        return connections;
    }

    /** Returns the proxy that requests go through, if they do. */
    public @Nullable ProxyServer proxy() {
        return proxy;
    }

    /** Returns the Unix domain socket that all requests go to, where they do not go over TCP. */
    public @Nullable Path unixSocket() {
        return unixSocket;
    }

    /** Returns the addresses of hosts that are not to be looked up, by host. */
    public Map<String, List<String>> addresses() {
        return addresses;
    }

    /** Returns how long the answer of a name look-up holds, where that is not left to Java. */
    public @Nullable Duration dnsTtl() {
        return dnsTtl;
    }

    /** Returns the addresses of this machine to connect from; empty to leave it to the system. */
    public List<String> localAddresses() {
        return localAddresses;
    }

    /** Returns how many bytes of a body are kept for checks. */
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    /** Returns how requests prove who the user is, if they do. */
    public @Nullable Credentials credentials() {
        return credentials;
    }

    /** Returns when requests are tried again, if they are. */
    public @Nullable Retry retry() {
        return retry;
    }

    /** Returns the statuses with which requests are successful, where they are not 2xx and 3xx. */
    public @Nullable ExpectedStatus expectedStatus() {
        return expectedStatus;
    }

    /** Returns what adds headers right before requests are sent, if anything does. */
    public @Nullable RequestSigner signer() {
        return signer;
    }

    /** Returns the share of traces marked as sampled, or null where no trace context is sent. */
    public @Nullable Double traceSampling() {
        return traceSampling;
    }

    /** Tells whether users have a cache; false unless set. */
    public boolean caches() {
        return caches;
    }

    /** Returns the checks that are made of the response to each request. */
    public List<Check> checks() {
        return checks;
    }

    /** Returns the words that names have whose values are hidden, besides those that always are. */
    public List<String> masked() {
        return masked;
    }

    /** Returns how requests without a name are named. */
    public UrlNames urlNames() {
        return urlNames;
    }

    /**
     * Returns what most tests set, in the words that set it, without values of headers, which may be secret:
     * {@code http.baseUrl(http://localhost:8080).header(Authorization).requestTimeout(5s)}.
     */
    @Override
    public String toString() {
        var words = new StringBuilder("http");
        if (!baseUrls.isEmpty()) {
            words.append(baseUrls.size() == 1 ? ".baseUrl(" : rotatesPerRequest ? ".baseUrlsPerRequest(" : ".baseUrls(")
                    .append(String.join(", ", baseUrls).replaceAll("//[^/@]*@", "//...@"))
                    .append(')');
        }
        headers.forEach(header -> words.append(".header(").append(header.name()).append(')'));
        if (transport != DEFAULTS.transport) {
            words.append(".transport(").append(transport).append(')');
        }
        append(words, "connectTimeout", connectTimeout, DEFAULTS.connectTimeout);
        append(words, "requestTimeout", requestTimeout, DEFAULTS.requestTimeout);
        if (tls != Tls.DEFAULTS) {
            words.append('.').append(tls);
        }
        return words.append(retry == null ? "" : "." + retry).toString();
    }

    private static void append(StringBuilder words, String word, Duration time, Duration byDefault) {
        if (!time.equals(byDefault)) {
            words.append('.')
                    .append(word)
                    .append('(')
                    .append(DurationText.of(time))
                    .append(')');
        }
    }

    private HttpSettings with(Consumer<HttpSettings> change) {
        try {
            HttpSettings copy = (HttpSettings) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
