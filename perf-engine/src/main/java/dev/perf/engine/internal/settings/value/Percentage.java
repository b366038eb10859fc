package dev.perf.engine.internal.settings.value;

import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shares of requests as promises have them: {@code 99.9} and {@code 99.9%} are percentages, {@code 0.999} is a share. */
public final class Percentage {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,12})?)\\s*(%?)");

    /** A share above 0 and below 1, so that there is an error budget. */
    public static final Shape<Double> SHAPE = Shapes.text().as(Percentage::share);

    private Percentage() {}

    private static double share(String given) {
        Matcher form = FORM.matcher(given.strip());
        if (form.matches()) {
            BigDecimal number = new BigDecimal(form.group(1));
            boolean isPercent = !form.group(2).isEmpty() || number.compareTo(BigDecimal.ONE) > 0;
            BigDecimal share = isPercent ? number.movePointLeft(2) : number;
            if (share.signum() > 0 && share.compareTo(BigDecimal.ONE) < 0) {
                return share.doubleValue();
            }
        }
        throw new IllegalArgumentException(
                "a percentage above 0 and below 100, such as 99.9 or 99.9%, or a share such as"
                        + " 0.999 is expected here, got \"" + given + "\"; what must never fail is a threshold:"
                        + " \"http_req_failed: rate <= 0\"");
    }
}
