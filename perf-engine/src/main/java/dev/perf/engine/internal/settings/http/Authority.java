package dev.perf.engine.internal.settings.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is, as people write it: {@code shop.example.com}, {@code localhost:8080}, {@code https://[::1]:8443/api}.
 *
 * @param scheme {@code http} or {@code https}; null where it is not said
 * @param host name or address, an IPv6 address in brackets
 * @param port null where it is not said
 * @param path what comes behind, without a slash at its end; empty for nothing
 */
public record Authority(
        @Nullable String scheme, String host, @Nullable Integer port, String path) {

    private static final Pattern FORM = Pattern.compile(
            "(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(\\[[0-9A-Fa-f:.%a-z]+]|[^\\s:/\\[\\]?#]+)(?::(\\d{1,5}))?(/[^\\s?#]*)?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f.]*");

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static Authority parse(String text) {
        String given = text.strip();
        Matcher form = FORM.matcher(IPV6.matcher(given).matches() ? "[" + given + "]" : given);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "a host such as shop.example.com, with a port or as a whole URL, is expected" + " here, got \""
                            + text + "\"");
        }
        String scheme = form.group(1) == null ? null : form.group(1).toLowerCase(Locale.ROOT);
        if (scheme != null && !scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("URLs of tests begin with http:// or https://, got \"" + text + "\"");
        }
        Integer port = form.group(3) == null ? null : Integer.valueOf(form.group(3));
        if (port != null && (port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("the port of \"" + text + "\" must be from 1 to 65535");
        }
        String path = form.group(4) == null ? "" : form.group(4).replaceFirst("/+$", "");
        return new Authority(scheme, form.group(2), port, path);
    }

    public Authority withPort(int other) {
        return new Authority(scheme, host, other, path);
    }

    public Authority withTls(boolean isUsed) {
        return new Authority(isUsed ? "https" : "http", host, port, path);
    }

    /** Returns the URL, of {@code http} where no scheme is said. */
    public String url() {
        return (scheme == null ? "http" : scheme) + "://" + host + (port == null ? "" : ":" + port) + path;
    }
}
