package dev.perf.load;

import static dev.perf.source.Given.given;

import java.util.Locale;

/**
 * Iterations started per unit of time, over all agents together.
 *
 * @param perSecond starts per second; must be finite and not negative when a plan that uses it is validated
 */
public record Rate(double perSecond) {

    /** Returns a rate of {@code count} per second. */
    public static Rate perSecond(double count) {
        return new Rate(count);
    }

    /** Returns a rate of {@code count} per minute. */
    public static Rate perMinute(double count) {
        return new Rate(count / 60);
    }

    /** Returns a rate of {@code count} per hour. */
    public static Rate perHour(double count) {
        return new Rate(count / 3600);
    }

    /**
     * Reads a rate: a number, alone or with {@code /s}, {@code /min} or {@code /h}.
     *
     * @throws IllegalArgumentException if the text is anything else, or the number is not positive and finite
     */
    public static Rate parse(String text) {
        String mistake = "rate \"" + given(text, "text") + "\" must be a positive number, alone or with /s, /min or /h";
        int slash = text.indexOf('/');
        double number;
        try {
            number = Double.parseDouble(slash < 0 ? text : text.substring(0, slash));
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(mistake, malformed);
        }
        if (!(number > 0) || Double.isInfinite(number)) {
            throw new IllegalArgumentException(mistake);
        }
        return switch (slash < 0 ? "s" : text.substring(slash + 1).strip()) {
            case "s" -> perSecond(number);
            case "m", "min" -> perMinute(number);
            case "h" -> perHour(number);
            default -> throw new IllegalArgumentException(mistake);
        };
    }

    /** Returns this rate times {@code factor}. */
    public Rate times(double factor) {
        return new Rate(perSecond * factor);
    }

    /** Returns the rate in the largest unit that keeps it readable, for example {@code 5/s} or {@code 12/min}. */
    @Override
    public String toString() {
        if (perSecond >= 1 || perSecond <= 0 || !Double.isFinite(perSecond)) {
            return number(perSecond) + "/s";
        }
        return perSecond * 60 >= 1 ? number(perSecond * 60) + "/min" : number(perSecond * 3600) + "/h";
    }

    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
