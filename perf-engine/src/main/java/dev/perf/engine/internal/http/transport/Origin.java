package dev.perf.engine.internal.http.transport;

import java.net.URI;
import java.util.Locale;

/**
 * One server as a client sees it: connections are kept per origin.
 *
 * @param scheme plain or TLS
 * @param host name or address, kept in lower case; an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Origin(Scheme scheme, String host, int port) {

    public Origin {
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || "/?#@[]".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "host \"%s\" must be a name or an address in ASCII (IPv6 without brackets)".formatted(host));
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port of %s must be from 1 to 65535, got %d".formatted(host, port));
        }
        host = host.toLowerCase(Locale.ROOT);
    }

    /**
     * The origin of an address; path and query are ignored.
     *
     * @throws IllegalArgumentException if the address is not {@code http(s)://host[:port]...}
     */
    public static Origin of(URI address) {
        Scheme scheme = scheme(address);
        String host = address.getHost();
        if (host == null) {
            throw new IllegalArgumentException("address \"%s\" has no host".formatted(address));
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Origin(scheme, bare, address.getPort() == -1 ? scheme.defaultPort() : address.getPort());
    }

    private static Scheme scheme(URI address) {
        for (Scheme scheme : Scheme.values()) {
            if (scheme.toString().equalsIgnoreCase(address.getScheme())) {
                return scheme;
            }
        }
        throw new IllegalArgumentException("address \"%s\" must begin with http:// or https://".formatted(address));
    }

    /** What a {@code Host} header says: the port is left out where it is the scheme's default. */
    public String authority() {
        return port == scheme.defaultPort() ? bracketed() : hostAndPort();
    }

    /** {@code host:port}, for messages. */
    public String hostAndPort() {
        return bracketed() + ":" + port;
    }

    private String bracketed() {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /** {@code scheme://host[:port]}, without a trailing slash. */
    @Override
    public String toString() {
        return scheme + "://" + authority();
    }
}
