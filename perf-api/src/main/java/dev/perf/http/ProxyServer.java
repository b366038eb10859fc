package dev.perf.http;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that requests go through. Immutable.
 *
 * @param kind what it speaks
 * @param host its name or address
 * @param port its port
 * @param user user name that it asks for; null for none
 * @param password password that it asks for; null for none
 * @param exceptions hosts that are reached without it: names, or {@code *.name} for all names below
 */
public record ProxyServer(
        Kind kind,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        List<String> exceptions) {

    /** What proxies speak. */
    public enum Kind {
        /** HTTP: plain requests name the whole URL, those over TLS go through a tunnel ({@code CONNECT}). */
        HTTP,
        /** SOCKS 5: all requests go through a tunnel; the proxy looks up names. */
        SOCKS5
    }

    public ProxyServer {
        exceptions = List.copyOf(exceptions);
    }

    /** An HTTP proxy. */
    public static ProxyServer http(String host, int port) {
        return new ProxyServer(Kind.HTTP, given(host, "host"), port, null, null, List.of());
    }

    /** A SOCKS 5 proxy. */
    public static ProxyServer socks5(String host, int port) {
        return new ProxyServer(Kind.SOCKS5, given(host, "host"), port, null, null, List.of());
    }

    /** Proves to the proxy who the client is: basic authentication over HTTP, RFC 1929 over SOCKS. */
    public ProxyServer credentials(String userName, String secret) {
        return new ProxyServer(kind, host, port, given(userName, "userName"), given(secret, "secret"), exceptions);
    }

    /** Reaches these hosts without the proxy; in place of those named before. */
    public ProxyServer except(String... hosts) {
        return new ProxyServer(kind, host, port, user, password, allGiven(hosts, "hosts"));
    }

    @Override
    public String toString() {
        return kind + " proxy " + host + ":" + port; // the password is nobody's business
    }
}
