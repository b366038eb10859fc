package dev.perf.cli.har;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request and its response, as recorded.
 *
 * @param number its place in the file, from 0
 * @param page title of the page that it belongs to; null for none
 * @param startMillis when it was sent, since the first one
 * @param endMillis when it was answered
 * @param url where it went, without fragment
 * @param resourceType what Chrome says that it was: {@code stylesheet}; empty if unknown
 * @param requestType content type of the request's body; empty for none
 * @param requestBody body of the request; empty for none
 * @param status status of the response; 0 where there was none
 * @param responseType content type of the response; empty for none
 * @param responseBody body of the response, as far as it is text and was recorded
 */
record Recorded(
        int number,
        @Nullable String page,
        long startMillis,
        long endMillis,
        String method,
        URI url,
        String resourceType,
        List<Header> requestHeaders,
        String requestType,
        String requestBody,
        int status,
        List<Header> responseHeaders,
        String responseType,
        String responseBody) {

    /** A header. */
    record Header(String name, String value) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    /** Returns the scheme, host and port. */
    String origin() {
        return url.getScheme().toLowerCase(Locale.ROOT) + "://" + authority();
    }

    /** Returns host and port, the port left out where it is the usual one. */
    String authority() {
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        int usual = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return url.getPort() == -1 || url.getPort() == usual ? host : host + ":" + url.getPort();
    }

    /** Returns the path, encoded. */
    String path() {
        String path = url.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /** Returns the query, encoded; null for none. */
    @Nullable
    String query() {
        return url.getRawQuery();
    }

    /** Returns the address that the response leads to; null where it does not lead elsewhere. */
    @Nullable
    URI redirect() {
        if (status < 300 || status > 399) {
            return null;
        }
        for (Header header : responseHeaders) {
            if (header.is("location")) {
                try {
                    return url.resolve(header.value());
                } catch (IllegalArgumentException malformed) {
                    return null;
                }
            }
        }
        return null;
    }

    /** Returns how the request is called in messages: {@code GET /api/products}. */
    String title() {
        return method + " " + path();
    }

    boolean hasJsonBody() {
        return isJson(requestType);
    }

    boolean hasFormBody() {
        return requestType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    boolean answersJson() {
        return isJson(responseType);
    }

    private static boolean isJson(String type) {
        String bare = type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        return bare.equals("application/json") || bare.endsWith("+json");
    }

    boolean answersHtml() {
        String type = responseType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml+xml");
    }
}
