package dev.perf.engine.internal.http.transport;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between this machine and the servers.
 *
 * @param socks whether it speaks SOCKS 5 rather than HTTP
 * @param user user name it asks for; null for none
 * @param password password it asks for; null for none
 * @param exceptions hosts reached without it: names, or {@code *.name} for all names below
 */
public record ProxySettings(
        boolean socks,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        List<String> exceptions) {

    public ProxySettings {
        exceptions = exceptions.stream()
                .map(exception -> exception.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether {@code origin} is reached through it. */
    boolean isFor(Origin origin) {
        return exceptions.stream().noneMatch(exception -> matches(exception, origin.host()));
    }

    private static boolean matches(String exception, String host) {
        return exception.startsWith("*.") ? host.endsWith(exception.substring(1)) : host.equals(exception);
    }

    /** Whether a plain request names the whole URL, for the proxy to send on. */
    boolean forwards(Origin origin) {
        return !socks && origin.scheme() == Scheme.HTTP && isFor(origin);
    }

    /** The header line that proves who the client is, with its end; empty for none. */
    String authorization() {
        if (user == null) {
            return "";
        }
        byte[] pair = (user + ":" + (password == null ? "" : password)).getBytes(StandardCharsets.UTF_8);
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
    }

    /** The proxy as something to connect to. */
    Origin origin() {
        return new Origin(Scheme.HTTP, host, port);
    }

    @Override
    public String toString() {
        return (socks ? "SOCKS" : "HTTP") + " proxy " + host + ":" + port;
    }
}
