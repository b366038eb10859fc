package dev.perf.engine.internal.http;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.http.transport.Exchange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one user (RFC 6265, with what its successor says of secure cookies and name prefixes). Belongs to the
 * user's thread; what is done at the same time works on copies, whose changes are taken over when it has ended. A copy
 * shares the cookies: of these, only when one was last used changes meanwhile, which copies may see or not.
 */
final class CookieJar {

    /** RFC 6265 asks for at least 50 and 3,000. */
    private static final int MAX_PER_DOMAIN = 100;

    private static final int MAX = 3_000;

    private final Clock clock;
    private @Nullable List<Cookie> cookies; // as they are sent: longer paths first, then the older ones
    private @Nullable List<Consumer<CookieJar>> changes;
    private long sequence;

    CookieJar(Clock clock) {
        this.clock = clock;
    }

    /** Returns the value of the cookie header for {@code target}, or null where there is none to send. */
    @Nullable
    String header(Target target) {
        if (cookies == null) {
            return null;
        }
        StringBuilder header = null;
        for (Cookie cookie : cookies) {
            if (cookie.isFor(target) && !isExpired(cookie)) {
                if (changes == null) {
                    cookie.used = ++sequence; // not by copies, which share the cookies
                }
                header = header == null ? new StringBuilder(64) : header.append("; ");
                header.append(cookie.name).append('=').append(cookie.value);
            }
        }
        return header == null ? null : header.toString();
    }

    /** Returns the value of the cookie that would be sent to {@code target} first, or null where there is none. */
    @Nullable
    String value(String name, Target target) {
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.name.equals(name) && cookie.isFor(target) && !isExpired(cookie)) {
                    return cookie.value;
                }
            }
        }
        return null;
    }

    /** Returns the values of all cookies by name; of several with one name, the one with the longest path. */
    Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        if (cookies != null) {
            cookies.stream()
                    .filter(cookie -> !isExpired(cookie))
                    .forEach(cookie -> values.putIfAbsent(cookie.name, cookie.value));
        }
        return values;
    }

    /** Keeps the cookies that the response from {@code target} sets. */
    void keep(Target target, Exchange exchange) {
        keep(target, exchange.headers("set-cookie"));
    }

    void keep(Target target, List<String> headers) {
        Instant now = clock.instant();
        for (String header : headers) {
            Cookie cookie = Cookie.parse(header, target, now);
            if (cookie != null && (Cookie.isSecure(target) || !coversAny(cookie))) {
                put(cookie, now);
            }
        }
    }

    private boolean coversAny(Cookie cookie) {
        return cookies != null && cookies.stream().anyMatch(cookie::covers);
    }

    /** Keeps {@code cookie} in place of one of the same name, domain and path; one that has expired is removed. */
    void put(Cookie cookie, Instant now) {
        if (changes != null) {
            changes.add(jar -> jar.put(cookie, jar.clock.instant()));
        }
        List<Cookie> known = cookies;
        if (known == null) {
            known = new ArrayList<>(4);
            cookies = known;
        }
        cookie.created = ++sequence;
        cookie.used = sequence;
        for (int i = 0; i < known.size(); i++) {
            if (cookie.replaces(known.get(i))) {
                cookie.created = known.remove(i).created;
                break;
            }
        }
        if (!cookie.isExpired(now)) {
            makeRoom(known, cookie, now);
            known.add(place(known, cookie), cookie);
        }
    }

    private static int place(List<Cookie> known, Cookie cookie) {
        int at = 0;
        while (at < known.size() && isBefore(known.get(at), cookie)) {
            at++;
        }
        return at;
    }

    private static boolean isBefore(Cookie one, Cookie other) {
        return one.path.length() == other.path.length()
                ? one.created < other.created
                : one.path.length() > other.path.length();
    }

    /** Throws out cookies that have expired and then those that have not been used for the longest time. */
    private static void makeRoom(List<Cookie> known, Cookie cookie, Instant now) {
        if (known.size() < MAX_PER_DOMAIN) {
            return;
        }
        known.removeIf(one -> one.isExpired(now));
        List<Cookie> sameDomain =
                known.stream().filter(one -> one.domain.equals(cookie.domain)).toList();
        if (sameDomain.size() >= MAX_PER_DOMAIN) {
            known.remove(leastUsed(sameDomain));
        } else if (known.size() >= MAX) {
            known.remove(leastUsed(known));
        }
    }

    private static Cookie leastUsed(List<Cookie> some) {
        Cookie least = some.getFirst();
        for (Cookie one : some) {
            least = one.used < least.used ? one : least;
        }
        return least;
    }

    /** Removes all cookies of that name. */
    void remove(String name) {
        if (changes != null) {
            changes.add(jar -> jar.remove(name));
        }
        if (cookies != null) {
            cookies.removeIf(cookie -> cookie.name.equals(name));
        }
    }

    /** Removes all cookies. */
    void clear() {
        if (changes != null) {
            changes.add(CookieJar::clear);
        }
        cookies = null;
    }

    /** Takes over the cookies of {@code jar}, and notes from now on what changes. */
    void copyOf(CookieJar jar) {
        cookies = jar.cookies == null ? null : new ArrayList<>(jar.cookies);
        sequence = jar.sequence;
        changes = new ArrayList<>(0);
    }

    /** Returns what has become of this copy, to be done with the original, and forgets that. */
    List<Consumer<CookieJar>> takeChanges() {
        List<Consumer<CookieJar>> taken = changes == null ? List.of() : changes;
        changes = null;
        return taken;
    }

    private boolean isExpired(Cookie cookie) {
        return cookie.expires != null && cookie.isExpired(clock.instant());
    }
}
