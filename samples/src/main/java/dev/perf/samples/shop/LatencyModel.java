package dev.perf.samples.shop;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the shop works on a request: a fixed time plus an exponentially distributed one.
 *
 * <p>The n-th request to a route takes the same time in every run with the same seed. Thread-safe.
 */
final class LatencyModel {

    private final double latencyNanos;
    private final double jitter;
    private final long seed;
    private final Map<String, Draws> drawsByRoute = new ConcurrentHashMap<>();
    private volatile double slowDown;

    LatencyModel(ShopOptions options) {
        this.latencyNanos = options.latency().toNanos();
        this.jitter = options.jitter();
        this.seed = options.seed();
        this.slowDown = options.slowDown();
    }

    void slowDown(double factor) {
        slowDown = factor;
    }

    Duration next(Route route) {
        double nanos = latencyNanos * route.latencyFactor() * slowDown;
        if (nanos == 0) {
            return Duration.ZERO;
        }
        Draws jitters = drawsByRoute.computeIfAbsent(route.name(), name -> new Draws(seed, "latency of " + name));
        return Duration.ofNanos((long) (nanos * (1 + jitter * jitters.nextExponential())));
    }
}
