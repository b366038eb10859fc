package dev.perf.report.internal.html;

import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.core.JsonGenerator;

/** Numbers for the script of the page, no longer than they have to be. */
final class Json {

    /** More than a reader is shown, so that nothing is rounded twice. */
    private static final MathContext DIGITS = new MathContext(6);

    private Json() {}

    /** Writes a number in full; null where it is none. */
    static void number(JsonGenerator json, double value) {
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    /** Writes a number that is looked at, not counted with. */
    static void shown(JsonGenerator json, double value) {
        number(
                json,
                Double.isFinite(value) ? BigDecimal.valueOf(value).round(DIGITS).doubleValue() : value);
    }
}
