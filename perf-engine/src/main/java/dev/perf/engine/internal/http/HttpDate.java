package dev.perf.engine.internal.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates in headers, read as leniently as RFC 6265 (5.1.1) reads those of cookies: in any of the forms ever in use. */
final class HttpDate {

    private static final Pattern DELIMITERS = Pattern.compile("[\\x09\\x20-\\x2F\\x3B-\\x40\\x5B-\\x60\\x7B-\\x7E]+");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\D.*)?");
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:\\D.*)?");
    private static final Pattern YEAR = Pattern.compile("(\\d{2,4})(?:\\D.*)?");
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    private HttpDate() {}

    /** Returns the moment, or null where {@code text} is no date. */
    static @Nullable Instant parse(String text) {
        int[] time = null;
        int day = -1;
        int month = -1;
        int year = -1;
        for (String token : DELIMITERS.split(text)) {
            Matcher match = TIME.matcher(token);
            if (time == null && match.matches()) {
                time = new int[] {number(match, 1), number(match, 2), number(match, 3)};
                continue;
            }
            match = DAY.matcher(token);
            if (day < 0 && match.matches()) {
                day = number(match, 1);
                continue;
            }
            if (month < 0 && month(token) > 0) {
                month = month(token);
                continue;
            }
            match = YEAR.matcher(token);
            if (year < 0 && match.matches()) {
                year = number(match, 1);
            }
        }
        if (time == null || day < 0 || month < 0 || year < 0) {
            return null;
        }
        return moment(century(year), month, day, time);
    }

    private static @Nullable Instant moment(int year, int month, int day, int[] time) {
        if (year < 1601) {
            return null;
        }
        try {
            return LocalDateTime.of(year, month, day, time[0], time[1], time[2]).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private static int century(int year) {
        if (year >= 70 && year <= 99) {
            return year + 1900;
        }
        return year <= 69 ? year + 2000 : year;
    }

    private static int month(String token) {
        if (token.length() < 3) {
            return -1;
        }
        int at = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
        return at < 0 || at % 3 != 0 ? -1 : at / 3 + 1;
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }
}
