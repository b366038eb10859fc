package dev.perf.engine.internal.settings.load;

import dev.perf.Perf;
import dev.perf.load.ClosedLoad;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A closed load as Locust writes it: users are started at a rate until they are all there, and stay to the end.
 *
 * @param users how many there are, at least 1
 * @param spawnRate users started per second, positive; null for all at once
 * @param runTime length of the load, the time of the start included, positive
 */
record UserRamp(int users, @Nullable Double spawnRate, Duration runTime) {

    ClosedLoad load() {
        if (spawnRate == null || spawnRate >= users) {
            return Perf.users(users).during(runTime);
        }
        Duration ramp = Duration.ofNanos((long) (users / spawnRate * 1e9));
        if (ramp.compareTo(runTime) >= 0) {
            // Not all of them come to be there.
            int reached = Math.max(1, (int) (spawnRate * runTime.toNanos() / 1e9));
            return Perf.users(0).rampTo(reached).over(runTime);
        }
        return Perf.users(0).rampTo(users).over(ramp).hold(runTime.minus(ramp));
    }
}
