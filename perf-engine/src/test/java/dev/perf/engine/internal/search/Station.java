package dev.perf.engine.internal.search;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server as queueing theory has it, in simulated time: it serves one customer at a time, each for the same time, and
 * the others wait in line. It carries just below one customer per service time; above, the line grows without end.
 */
final class Station {

    private final SimulatedClock clock;
    private final AtomicLong freeAt = new AtomicLong(Long.MIN_VALUE);
    private volatile Duration service;

    Station(SimulatedClock clock, Duration service) {
        this.clock = clock;
        this.service = service;
    }

    /** From now on each customer is served for {@code time}. */
    void serveFor(Duration time) {
        service = time;
    }

    /** Returns what a customer does: it waits in line and is served. */
    Scenario customer() {
        return Scenario.of("customer").exec("work", user -> {
            long now = clock.nanos();
            long done = freeAt.updateAndGet(free -> Math.max(now, free) + service.toNanos());
            user.pause(Duration.ofNanos(done - now));
        });
    }
}
