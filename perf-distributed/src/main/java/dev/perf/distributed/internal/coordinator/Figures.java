package dev.perf.distributed.internal.coordinator;

import java.time.Duration;

/** Numbers in messages for people. */
final class Figures {

    private Figures() {}

    /** Returns a number without a fraction where it has none, else with one digit of it. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(Math.round(value * 10) / 10.0);
    }

    static String seconds(Duration time) {
        return number(time.toMillis() / 1000.0) + " s";
    }

    static String millis(long nanos) {
        return number(nanos / 1e6) + " ms";
    }

    /** Returns {@code "1 agent"} or {@code "2 agents"}. */
    static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
