package dev.perf.report.internal.html;

import java.util.function.DoubleFunction;

/** What the values of a chart count, and how they are said: here, and under the same name by the script of the page. */
enum Measure {
    RATE("rate", Format::perSecond),
    TIME("time", Format::nanos),
    LEVEL("level", Format::level),
    SHARE("share", Format::percent),
    BYTES("bytes", Format::bytes),
    BYTES_PER_SECOND("bytesPerSecond", bytes -> Format.bytes(bytes) + "/s");

    private final String key;
    private final DoubleFunction<String> format;

    Measure(String key, DoubleFunction<String> format) {
        this.key = key;
        this.format = format;
    }

    /** Returns the name that the script knows it by. */
    String key() {
        return key;
    }

    String say(double value) {
        return format.apply(value);
    }
}
