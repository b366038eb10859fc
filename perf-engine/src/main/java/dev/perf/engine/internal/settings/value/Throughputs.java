package dev.perf.engine.internal.settings.value;

import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.load.Rate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests per unit of time, as people write them: {@code 1000}, {@code 1000/s}, {@code 1000rps}, {@code 300/min}. */
public final class Throughputs {

    private static final Pattern FORM = Pattern.compile("(\\d[\\d_]*(?:\\.\\d+)?(?:[eE]\\+?\\d+)?)\\s*(.*)");

    public static final Shape<Rate> SHAPE = Shapes.text().as(text -> Rate.parse(canonical(text)));

    private Throughputs() {}

    private static boolean isSensible(String number) {
        double value = Double.parseDouble(number.replace("_", ""));
        return value > 0 && Double.isFinite(value);
    }

    /**
     * Returns the text as thresholds and {@link Rate#parse} have it: {@code 1000/s}.
     *
     * @throws IllegalArgumentException if it is no throughput
     */
    public static String canonical(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (form.matches() && isSensible(form.group(1))) {
            String number = form.group(1).replace("_", "");
            switch (form.group(2).toLowerCase(Locale.ROOT)) {
                case "", "/s", "rps", "req/s", "requests/s" -> {
                    return number + "/s";
                }
                case "/min", "/m", "rpm" -> {
                    return number + "/min";
                }
                case "/h" -> {
                    return number + "/h";
                }
                default -> {
                    // Refused below.
                }
            }
        }
        throw new IllegalArgumentException("a throughput such as 50, 50/s, 50rps or 300/min is expected here, got \""
                + text + "\"; it is above 0, and per second without a unit");
    }
}
