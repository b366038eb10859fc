package dev.perf.samples.shop;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * The machine the shop pretends to run on: it takes time, has a limited capacity, fails and freezes. Thread-safe.
 *
 * <pre>
 *   request -> [queue] -> | latency -> failure? -> endpoint -> freeze -> answer | -> done
 *                         |               one of `capacity` places              |
 * </pre>
 */
final class Backend {

    /** Sends a response to the client. */
    @FunctionalInterface
    interface Answer {
        void send(Response response) throws IOException, InterruptedException;
    }

    private final ShopClock clock;
    private final LatencyModel latency;
    private final Draws failures;
    /** Fair, so that the queue is one: first come, first served. */
    private final Semaphore places;

    private volatile double errorRate;
    /** On the clock's scale; a time past means not frozen. */
    private volatile long frozenUntilNanos;

    Backend(ShopOptions options, ShopClock clock) {
        this.clock = clock;
        this.latency = new LatencyModel(options);
        this.failures = new Draws(options.seed(), "failures");
        this.places = new Semaphore(options.capacity(), true);
        this.errorRate = options.errorRate();
        this.frozenUntilNanos = clock.nanoTime();
    }

    void freeze(Duration duration) {
        frozenUntilNanos = clock.nanoTime() + duration.toNanos();
    }

    void slowDown(double factor) {
        latency.slowDown(factor);
    }

    void errorRate(double rate) {
        errorRate = rate;
    }

    void serve(Route route, Request request, Answer answer) throws IOException, InterruptedException {
        if (route.kind() == Route.Kind.CONTROL) {
            answer.send(answered(route, request));
            return;
        }
        places.acquire();
        try {
            Response response = worked(route, request);
            awaitThaw();
            answer.send(response);
        } finally {
            places.release();
        }
    }

    private Response worked(Route route, Request request) throws IOException, InterruptedException {
        if (route.kind() == Route.Kind.SHOP) {
            Duration work = latency.next(route);
            if (work.isPositive()) {
                clock.sleep(work);
            }
            if (failures.hits(errorRate)) {
                return Response.error(500, "injected failure");
            }
        }
        return answered(route, request);
    }

    private static Response answered(Route route, Request request) throws IOException, InterruptedException {
        try {
            return route.endpoint().answer(request);
        } catch (Refusal refusal) {
            return refusal.response();
        }
    }

    private void awaitThaw() throws InterruptedException {
        // A loop, as the freeze may be extended meanwhile.
        for (long left = frozenUntilNanos - clock.nanoTime(); left > 0; left = frozenUntilNanos - clock.nanoTime()) {
            clock.sleep(Duration.ofNanos(left));
        }
    }
}
