package dev.perf.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the requests go.
 *
 * @param scheme http or https
 * @param authority host and port
 * @param path path and query, as they were given; the engine encodes what may not stand in a URL
 */
record TargetUrl(String scheme, String authority, String path) {

    private static final Pattern PARTS = Pattern.compile("(?:([^:/?#]+)://)?([^/?#]*)([^#]*)(?:#.*)?", Pattern.DOTALL);
    private static final int LAST_PORT = 65_535;

    /**
     * Reads a URL; one without a scheme is an http URL, and a fragment is left out, for no client sends it.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static TargetUrl parse(String text) {
        Matcher parts = PARTS.matcher(text.strip());
        if (!parts.matches()) {
            throw malformed(text, "cannot be read");
        }
        String scheme = parts.group(1) == null ? "http" : parts.group(1);
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            throw malformed(text, "must begin with http:// or https://");
        }
        String authority = parts.group(2);
        checkAuthority(text, authority);
        String path = parts.group(3);
        return new TargetUrl(scheme, authority, path.startsWith("/") ? path : "/" + path);
    }

    private static void checkAuthority(String text, String authority) {
        if (authority.indexOf('@') >= 0) {
            // The message must not repeat the password.
            throw new IllegalArgumentException(
                    "URL must not hold a user or password; send them with --header 'Authorization: ...'");
        }
        try {
            int port = new URI("http://" + authority).parseServerAuthority().getPort();
            if (port == 0 || port > LAST_PORT) {
                throw malformed(text, "has port " + port + ", but ports are from 1 to 65535");
            }
        } catch (URISyntaxException malformed) {
            throw malformed(text, authority.isEmpty() ? "has no host" : "has a malformed host or port, " + authority);
        }
    }

    /** Returns scheme, host and port. */
    String origin() {
        return scheme + "://" + authority;
    }

    private static IllegalArgumentException malformed(String text, String reason) {
        return new IllegalArgumentException(
                "URL \"" + text + "\" " + reason + "; give one such as http://localhost:8080/");
    }
}
