package dev.perf.report.internal.live;

import dev.perf.result.Distribution;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/** Times in milliseconds with fractions, as {@code summary.json} has them, and other numbers of six digits. */
final class Millis {

    private static final MathContext DIGITS = new MathContext(6);

    private Millis() {}

    /** Writes a number; null where it is none. */
    static void number(JsonGenerator json, String name, double value) {
        json.writeName(name);
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(BigDecimal.valueOf(value).round(DIGITS).doubleValue());
        }
    }

    /** Writes a time. */
    static void time(JsonGenerator json, String name, Duration time) {
        number(json, name, time.toNanos() / 1e6);
    }

    /** Writes percentiles and maximum; null where there are no samples. */
    static void distribution(JsonGenerator json, Distribution times) {
        json.writeName("responseTime");
        if (times.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        time(json, "p50", times.p50());
        time(json, "p95", times.p95());
        time(json, "p99", times.p99());
        time(json, "max", times.max());
        json.writeEndObject();
    }
}
