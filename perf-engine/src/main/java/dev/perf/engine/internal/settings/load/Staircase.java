package dev.perf.engine.internal.settings.load;

import dev.perf.Perf;
import dev.perf.load.ClosedLoad;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import java.time.Duration;

/**
 * A load that climbs from one level to another: each level is held equally long, with straight lines between them that are
 * equally long too.
 *
 * @param initial the first level, users or iterations per second; positive
 * @param max the last level, at least the first
 * @param step how much each level is above the one before; positive. The last one may be nearer
 * @param rampUp time of all lines together, that to the first level included; not negative
 * @param duration of all of it, longer than {@code rampUp}
 */
record Staircase(double initial, double max, double step, Duration rampUp, Duration duration) {

    /** More of them would be a ramp. */
    static final int MOST_LEVELS = 1_000;

    /** Returns how many levels there are. */
    int levels() {
        return (int) Math.min(Integer.MAX_VALUE, 1 + Math.ceil((max - initial) / step - 1e-9));
    }

    private double level(int number) {
        return Math.min(max, initial + number * step);
    }

    private Duration ramp() {
        return rampUp.dividedBy(levels());
    }

    private Duration hold() {
        return duration.minus(rampUp).dividedBy(levels());
    }

    ClosedLoad ofUsers() {
        ClosedLoad load = Perf.users(0).rampTo(users(0)).over(ramp()).hold(hold());
        for (int number = 1; number < levels(); number++) {
            load = load.rampTo(users(number)).over(ramp()).hold(hold());
        }
        return load;
    }

    private int users(int number) {
        return (int) Math.round(level(number));
    }

    OpenLoad ofArrivals() {
        OpenLoad load = Perf.arrivals().rampTo(new Rate(level(0))).over(ramp()).hold(hold());
        for (int number = 1; number < levels(); number++) {
            load = load.rampTo(new Rate(level(number))).over(ramp()).hold(hold());
        }
        return load;
    }
}
