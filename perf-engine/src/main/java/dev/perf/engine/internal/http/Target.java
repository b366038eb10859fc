package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * Where a request goes.
 *
 * @param origin the server
 * @param path path and query, encoded
 */
record Target(Origin origin, String path) {

    /**
     * Parses an absolute URL.
     *
     * @throws IllegalArgumentException if it is malformed, or neither http nor https
     */
    static Target parse(String url) {
        URI uri = uri(url);
        return new Target(Origin.of(uri), pathAndQuery(uri));
    }

    /**
     * Returns where a redirect from here goes.
     *
     * @param location value of the location header, which may be relative
     * @throws IllegalArgumentException if it is malformed, or neither http nor https
     */
    Target resolve(String location) {
        return parse(uri(url()).resolve(uri(location)).toString());
    }

    /** Returns the whole of it, absolute. */
    String url() {
        return origin + path;
    }

    private static URI uri(String text) {
        try {
            return new URI(encode(text));
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "URL \"" + text + "\" is malformed: " + malformed.getReason(), malformed);
        }
    }

    private static String pathAndQuery(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Percent-encodes what may not stand in a URL; what may, percent signs among it, stays. */
    static String encode(String text) {
        int path = pathOf(text);
        int i = path;
        while (i < text.length() && isAllowed(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        var encoded = new StringBuilder(text.length() + 16).append(text, 0, path);
        for (byte unit : text.substring(path).getBytes(StandardCharsets.UTF_8)) {
            if (unit > 0 && isAllowed((char) unit)) {
                encoded.append((char) unit);
            } else {
                encoded.append('%').append(String.format("%02X", unit));
            }
        }
        return encoded.toString();
    }

    /** Index after the server's name, in which brackets hold an IPv6 address. */
    private static int pathOf(String text) {
        int authority = text.startsWith("//") ? 2 : afterScheme(text);
        int at = authority;
        while (authority > 0 && at < text.length() && "/?#".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static int afterScheme(String text) {
        int slashes = text.indexOf("://");
        return slashes > 0 && text.substring(0, slashes).chars().allMatch(Target::isOfScheme) ? slashes + 3 : 0;
    }

    private static boolean isOfScheme(int c) {
        return Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0;
    }

    private static boolean isAllowed(char c) {
        return c > ' ' && c < 0x7f && "\"<>[]\\^`{|}".indexOf(c) < 0;
    }
}
