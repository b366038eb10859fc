package dev.perf.engine.internal.settings.value;

import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import java.time.Duration;

/** Shapes of times that keys share. */
public final class Units {

    /** A number without a unit is seconds, as in Artillery and Locust. */
    public static final Shape<Duration> SECONDS = Shapes.duration(Duration.ofSeconds(1));

    /** The same, and not 0. */
    public static final Shape<Duration> POSITIVE_SECONDS = SECONDS.as(Units::positive);

    /** There must be a unit, as in what k6 knows as well: there a number without one is milliseconds. */
    public static final Shape<Duration> EXACT = Shapes.duration(null);

    /** The same, and not 0. */
    public static final Shape<Duration> POSITIVE_EXACT = EXACT.as(Units::positive);

    /** A number without a unit is milliseconds, as in limits of response times. */
    public static final Shape<Duration> MILLIS = Shapes.duration(Duration.ofMillis(1));

    /** The same, and not 0. */
    public static final Shape<Duration> POSITIVE_MILLIS = MILLIS.as(Units::positive);

    private Units() {}

    private static Duration positive(Duration time) {
        if (time.isZero()) {
            throw new IllegalArgumentException("must be longer than 0");
        }
        return time;
    }
}
