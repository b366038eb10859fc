package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value.Text;
import dev.perf.load.Rate;
import dev.perf.text.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations and rates as people write them. */
final class Times {

    /** What {@code 1:30} is as a duration: minutes and seconds, or hours before them. */
    private static final String CLOCK = "(?:(\\d{1,3}):)?(\\d{1,3}):([0-5]\\d)";

    private static final Pattern CLOCK_PATTERN = Pattern.compile(CLOCK);

    private static final Pattern PART = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([A-Za-zµ]+)");

    /** Words of people, and the units that they stand for. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("day", "d"),
            Map.entry("days", "d"),
            Map.entry("hour", "h"),
            Map.entry("hours", "h"),
            Map.entry("minute", "m"),
            Map.entry("minutes", "m"),
            Map.entry("min", "m"),
            Map.entry("mins", "m"),
            Map.entry("second", "s"),
            Map.entry("seconds", "s"),
            Map.entry("sec", "s"),
            Map.entry("secs", "s"),
            Map.entry("millisecond", "ms"),
            Map.entry("milliseconds", "ms"),
            Map.entry("millis", "ms"));

    private static final Pattern RATE =
            Pattern.compile("(?<count>[^/A-Za-z]+(?:[eE][+-]?\\d+)?)\\s*(?:/\\s*(?<unit>[A-Za-z]+)|rps)?");

    /** More characters are no time that anybody means, and would take long to read. */
    private static final int MOST_CHARACTERS = 60;

    private Times() {}

    static Shape<Duration> duration(@Nullable Duration bare) {
        String unit = bare == null ? "" : ", or a number of " + (bare.toMillis() == 1 ? "milliseconds" : "seconds");
        String number = bare == null ? "[0_.]*0[0_.]*" : "\\s*\\+?[0-9_.eE+-]+\\s*";
        Map<String, Object> text = Numbers.textOf(number + "|" + CLOCK + "|\\s*(\\d+(\\.\\d+)?\\s*[A-Za-zµ]+\\s*)+");
        Map<String, Object> bareNumber =
                bare == null ? Map.of("enum", List.of(0)) : Map.of("type", "number", "minimum", 0);
        return new Scalar<>(
                "a duration such as 30s, 1m30s or 2h" + unit,
                Map.of("anyOf", List.of(bareNumber, text)),
                given -> duration(given, bare));
    }

    private static @Nullable Duration duration(Text text, @Nullable Duration bare) {
        BigDecimal number = Numbers.read(text);
        String given = text.text().strip();
        if (number != null && bare != null) {
            return number.signum() < 0 ? null : times(bare, number);
        }
        if (given.length() > MOST_CHARACTERS) {
            return null;
        }
        if (number != null) {
            return withoutUnit(number, given);
        }
        Matcher clock = CLOCK_PATTERN.matcher(given);
        if (clock.matches()) {
            long hours = clock.group(1) == null ? 0 : Long.parseLong(clock.group(1));
            return Duration.ofHours(hours)
                    .plusMinutes(Long.parseLong(clock.group(2)))
                    .plusSeconds(Long.parseLong(clock.group(3)));
        }
        return parsed(given);
    }

    /** Nothing is nothing in every unit. */
    private static @Nullable Duration withoutUnit(BigDecimal number, String given) {
        if (number.signum() <= 0) {
            return number.signum() == 0 ? Duration.ZERO : null;
        }
        throw new IllegalArgumentException("a duration with a unit is expected here, got " + given
                + ", which is milliseconds to k6 and seconds to others; write " + given + "s or " + given + "ms");
    }

    /** Reads numbers with units one after the other, {@code 1 hour 30 minutes} like {@code 1h30m}. */
    private static @Nullable Duration parsed(String given) {
        var units = new StringBuilder();
        Matcher part = PART.matcher(given);
        int end = 0;
        while (part.find() && part.start() == end) {
            String unit = part.group(2);
            units.append(part.group(1)).append(WORDS.getOrDefault(unit.toLowerCase(Locale.ROOT), unit));
            end = part.end();
        }
        if (end < given.length()) {
            return null;
        }
        try {
            return DurationText.parse(units.toString());
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private static @Nullable Duration times(Duration unit, BigDecimal number) {
        try {
            BigDecimal nanos = number.multiply(BigDecimal.valueOf(unit.toNanos()));
            // Before it is written out, for it may be very long.
            return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                    ? null
                    : Duration.ofNanos(nanos.toBigInteger().longValueExact());
        } catch (ArithmeticException tooLong) {
            return null;
        }
    }

    static Shape<Rate> rate() {
        return new Scalar<>(
                "a rate such as 50, 50/s or 300/min",
                Map.of(
                        "anyOf",
                        List.of(
                                Map.of("type", "number", "minimum", 0),
                                Numbers.textOf(
                                        "\\s*\\+?[0-9_.eE+-]+\\s*(/\\s*(s|sec|second|m|min|minute|h|hour)|rps)?\\s*"))),
                text -> rate(text.text().strip()));
    }

    private static @Nullable Rate rate(String given) {
        Matcher rate = RATE.matcher(given);
        BigDecimal number = rate.matches() ? Numbers.read(rate.group("count")) : null;
        double count = number == null ? Double.NaN : number.doubleValue();
        if (!(count >= 0) || Double.isInfinite(count)) {
            return null;
        }
        String unit = rate.group("unit");
        return switch (unit == null ? "s" : unit) {
            case "s", "sec", "second" -> Rate.perSecond(count);
            case "m", "min", "minute" -> Rate.perMinute(count);
            case "h", "hour" -> Rate.perHour(count);
            default -> null;
        };
    }
}
