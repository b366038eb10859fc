package dev.perf.engine.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a response says about being stored, to a cache that serves one user (RFC 9111).
 *
 * @param isStorable whether it may be stored at all
 * @param freshSeconds for how long it may be used without asking; 0 where each use is to be asked for
 */
record CacheControl(boolean isStorable, long freshSeconds) {

    /** Long enough for any run, and short enough for arithmetic. */
    private static final long LONGEST = Duration.ofDays(365).toSeconds();

    /** Reads the headers of the response that {@code view} shows. */
    static CacheControl of(ResponseView view, Instant now) {
        boolean stored = true;
        boolean asks = false;
        long maxAge = -1;
        for (String value : view.headers("cache-control")) {
            for (String directive : value.toLowerCase(Locale.ROOT).split(",")) {
                String text = directive.strip();
                if (text.equals("no-store")) {
                    stored = false;
                } else if (text.equals("no-cache") || text.startsWith("no-cache=")) {
                    asks = true;
                } else if (text.startsWith("max-age=") && maxAge < 0) {
                    maxAge = seconds(text.substring("max-age=".length()).replace("\"", ""));
                }
            }
        }
        if (view.headers("vary").stream().anyMatch(value -> value.contains("*"))) {
            stored = false;
        }
        long lifetime = maxAge >= 0 ? maxAge : expiry(view.headers("expires"), view.header("date"), now);
        return new CacheControl(stored, asks ? 0 : Math.max(0, lifetime - age(view.header("age"))));
    }

    private static long expiry(List<String> expires, @Nullable String date, Instant now) {
        Instant end = expires.size() == 1 ? HttpDate.parse(expires.getFirst()) : null;
        if (end == null) {
            return 0;
        }
        Instant said = date == null ? null : HttpDate.parse(date);
        return Math.clamp(Duration.between(said == null ? now : said, end).toSeconds(), 0, LONGEST);
    }

    private static long age(@Nullable String age) {
        return age == null ? 0 : seconds(age.strip());
    }

    /** What is malformed counts as nothing, so that the response is asked for again. */
    private static long seconds(String text) {
        if (!text.matches("[0-9]+")) {
            return 0;
        }
        return text.length() > 9 ? LONGEST : Math.min(LONGEST, Long.parseLong(text));
    }
}
