package dev.perf.engine.internal.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A cookie as a user keeps it (RFC 6265, 5.3). */
final class Cookie {

    /** Longer ones are ignored, as browsers do. */
    private static final int MAX_LENGTH = 4096;

    private static final int MAX_ATTRIBUTE_LENGTH = 1024;

    final String name;
    final String value;
    final String domain;
    final boolean hostOnly;
    final String path;
    final boolean secure;
    final @Nullable Instant expires;
    long created;
    long used;

    Cookie(
            String name,
            String value,
            String domain,
            boolean hostOnly,
            String path,
            boolean secure,
            @Nullable Instant expires) {
        this.name = name;
        this.value = value;
        this.domain = domain;
        this.hostOnly = hostOnly;
        this.path = path;
        this.secure = secure;
        this.expires = expires;
    }

    /**
     * Reads a {@code Set-Cookie} header of a response from {@code from}; returns null where the cookie is to be
     * ignored.
     */
    static @Nullable Cookie parse(String header, Target from, Instant now) {
        int end = end(header, 0);
        int equals = header.indexOf('=');
        if (equals < 0 || equals > end) {
            return null;
        }
        String name = trimmed(header, 0, equals);
        String value = trimmed(header, equals + 1, end);
        if (name.isEmpty() || name.length() + value.length() > MAX_LENGTH || hasControls(name) || hasControls(value)) {
            return null;
        }
        var attributes = new Attributes(now);
        while (end < header.length()) {
            int start = end + 1;
            end = end(header, start);
            attributes.read(header, start, end);
        }
        return attributes.cookie(name, value, from);
    }

    private static int end(String header, int from) {
        int semicolon = header.indexOf(';', from);
        return semicolon < 0 ? header.length() : semicolon;
    }

    private static String trimmed(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
    }

    boolean isExpired(Instant now) {
        return expires != null && !expires.isAfter(now);
    }

    /** Tells whether this one takes the place of {@code other}. */
    boolean replaces(Cookie other) {
        return name.equals(other.name)
                && domain.equals(other.domain)
                && path.equals(other.path)
                && hostOnly == other.hostOnly;
    }

    /** Tells whether the cookie is sent to {@code target}. */
    boolean isFor(Target target) {
        String host = target.origin().host();
        return (hostOnly ? host.equals(domain) : isWithin(host, domain))
                && isBelow(pathOf(target), path)
                && (!secure || isSecure(target));
    }

    /** A cookie set over an insecure connection must not cover up one that was set over a secure one. */
    boolean covers(Cookie other) {
        return other.secure
                && name.equals(other.name)
                && (isWithin(domain, other.domain) || isWithin(other.domain, domain))
                && isBelow(path, other.path);
    }

    /** Domain matching (RFC 6265, 5.1.3). */
    static boolean isWithin(String host, String domain) {
        return host.equals(domain)
                || (host.length() > domain.length()
                        && host.endsWith(domain)
                        && host.charAt(host.length() - domain.length() - 1) == '.'
                        && !isAddress(host));
    }

    /** Path matching (RFC 6265, 5.1.4). */
    private static boolean isBelow(String path, String cookiePath) {
        return path.startsWith(cookiePath)
                && (path.length() == cookiePath.length()
                        || cookiePath.endsWith("/")
                        || path.charAt(cookiePath.length()) == '/');
    }

    /** Browsers take connections within the machine for secure, and so does a test of a server that runs there. */
    static boolean isSecure(Target target) {
        String host = target.origin().host();
        return target.origin().scheme() == dev.perf.engine.internal.http.transport.Scheme.HTTPS
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("::1")
                || (host.startsWith("127.") && isAddress(host));
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static String pathOf(Target target) {
        int query = target.path().indexOf('?');
        return query < 0 ? target.path() : target.path().substring(0, query);
    }

    /** What follows the value in a header; of an attribute given twice the last one counts. */
    private static final class Attributes {
        private final Instant now;
        private @Nullable Instant expires;
        private @Nullable Instant maxAge;
        private String domain = "";
        private String path = "";
        private boolean secure;

        Attributes(Instant now) {
            this.now = now;
        }

        void read(String header, int from, int to) {
            int equals = header.indexOf('=', from);
            boolean valued = equals >= 0 && equals < to;
            String value = valued ? trimmed(header, equals + 1, to) : "";
            if (value.length() > MAX_ATTRIBUTE_LENGTH) {
                return;
            }
            switch (trimmed(header, from, valued ? equals : to).toLowerCase(Locale.ROOT)) {
                case "expires" -> {
                    Instant date = HttpDate.parse(value);
                    expires = date == null ? expires : date;
                }
                case "max-age" -> readMaxAge(value);
                case "domain" -> domain = (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
                case "path" -> path = value;
                case "secure" -> secure = true;
                default -> {
                    // HttpOnly and SameSite mean nothing to a client without scripts and pages.
                }
            }
        }

        private void readMaxAge(String value) {
            if (!value.matches("-?[0-9]+")) {
                return;
            }
            boolean positive = value.charAt(0) != '-' && value.chars().anyMatch(c -> c != '0');
            try {
                maxAge = positive ? now.plus(Duration.ofSeconds(Long.parseLong(value))) : Instant.MIN;
            } catch (NumberFormatException | ArithmeticException | DateTimeException endless) {
                maxAge = Instant.MAX;
            }
        }

        @Nullable
        Cookie cookie(String name, String value, Target from) {
            String host = from.origin().host();
            boolean hostOnly = domain.isEmpty() || (domain.equals(host) && isTopLevel(domain));
            if (!hostOnly && (isTopLevel(domain) || !isWithin(host, domain))) {
                return null;
            }
            boolean rooted = path.startsWith("/");
            if ((secure || isPrefixed(name, "__Secure-") || isPrefixed(name, "__Host-"))
                    && !(secure && isSecure(from))) {
                return null;
            }
            if (isPrefixed(name, "__Host-") && !(domain.isEmpty() && path.equals("/"))) {
                return null;
            }
            return new Cookie(
                    name,
                    value,
                    hostOnly ? host : domain,
                    hostOnly,
                    rooted ? path : defaultPath(pathOf(from)),
                    secure,
                    maxAge == null ? expires : maxAge);
        }

        /** There is no list of public suffixes here: only what has no dot is taken for one. */
        private static boolean isTopLevel(String domain) {
            return domain.indexOf('.') < 0 && domain.indexOf(':') < 0;
        }

        private static boolean isPrefixed(String name, String prefix) {
            return name.regionMatches(true, 0, prefix, 0, prefix.length());
        }

        /** RFC 6265, 5.1.4. */
        private static String defaultPath(String path) {
            int last = path.lastIndexOf('/');
            return last <= 0 ? "/" : path.substring(0, last);
        }
    }
}
