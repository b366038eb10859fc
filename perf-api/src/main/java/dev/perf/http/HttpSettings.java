package dev.perf.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all HTTP requests of a test have in common. Immutable: each method with an argument returns a new value. */
public final class HttpSettings implements Cloneable {

    /** The settings of a test that sets none. */
    public static final HttpSettings DEFAULTS = new HttpSettings();

    private @Nullable String baseUrl;
    private List<Field> headers = List.of();
    private Transport transport = Transport.SOCKET;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration requestTimeout = Duration.ofSeconds(60);
    private int maxRedirects = 10;
    private boolean cookies = true;
    private boolean verifyTls = true;
    private int maxBodyBytes = 16 * 1024 * 1024;

    private HttpSettings() {}

    /** Sets the prefix of request URLs that begin with {@code /}, for example {@code http://localhost:8080}. */
    public HttpSettings baseUrl(String url) {
        return with(copy -> copy.baseUrl = url);
    }

    /** Adds a header that is sent with each request that does not set it itself; its value may hold templates. */
    public HttpSettings header(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Field(name, value));
        return with(copy -> copy.headers = List.copyOf(more));
    }

    /** Sets how requests travel; {@link Transport#SOCKET} unless set. */
    public HttpSettings transport(Transport other) {
        return with(copy -> copy.transport = other);
    }

    /** Sets the limit of name look-up, TCP connect and TLS handshake together; 10 s unless set. */
    public HttpSettings connectTimeout(Duration limit) {
        return with(copy -> copy.connectTimeout = limit);
    }

    /** Sets the limit of a whole request, connecting included; 60 s unless set. */
    public HttpSettings requestTimeout(Duration limit) {
        return with(copy -> copy.requestTimeout = limit);
    }

    /** Sets how many redirects are followed per request; 10 unless set, 0 follows none. */
    public HttpSettings maxRedirects(int count) {
        return with(copy -> copy.maxRedirects = count);
    }

    /** Makes users ignore the cookies they are given. */
    public HttpSettings withoutCookies() {
        return with(copy -> copy.cookies = false);
    }

    /** Accepts any certificate for any host name: for test systems with home-made certificates. */
    public HttpSettings trustAllCertificates() {
        return with(copy -> copy.verifyTls = false);
    }

    /**
     * Sets how many bytes of a body, unpacked, are kept for checks; a longer one that is wanted fails its request;
     * 16 MiB unless set.
     */
    public HttpSettings maxBodyBytes(int limit) {
        return with(copy -> copy.maxBodyBytes = limit);
    }

    /** Returns the prefix of request URLs that begin with {@code /}, if there is one. */
    public @Nullable String baseUrl() {
        return baseUrl;
    }

    /** Returns the headers sent with each request that does not set them itself. */
    public List<Field> headers() {
        return headers;
    }

    /** Returns how requests travel. */
    public Transport transport() {
        return transport;
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

    /** Returns how many bytes of a body are kept for checks. */
    public int maxBodyBytes() {
        return maxBodyBytes;
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
