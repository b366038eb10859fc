package dev.perf.samples.shop;

import java.io.IOException;

/**
 * An endpoint and where it is found.
 *
 * @param name what it is called in counters, as in <code>GET /api/products/{id}</code>
 * @param path literal, or ending in <code>/{name}</code>, which matches any one segment
 * @param latencyFactor how long it takes, in multiples of {@link ShopOptions#latency()}
 */
record Route(String name, String method, String path, Kind kind, double latencyFactor, Endpoint endpoint) {

    /** Which of the shop's weaknesses a route shares. */
    enum Kind {
        /** Part of the shop: takes time and fails. */
        SHOP,
        /** Answers what was asked for; queues and freezes like the shop. */
        PROBE,
        /** Steers and observes the shop, even when it is full or frozen. */
        CONTROL
    }

    /** Answers the requests of a route. */
    @FunctionalInterface
    interface Endpoint {
        Response answer(Request request) throws IOException, InterruptedException;
    }

    static Route shop(String method, String path, double latencyFactor, Endpoint endpoint) {
        return new Route(method + " " + path, method, path, Kind.SHOP, latencyFactor, endpoint);
    }

    static Route probe(String method, String path, Endpoint endpoint) {
        return new Route(method + " " + path, method, path, Kind.PROBE, 0, endpoint);
    }

    static Route control(String method, String path, Endpoint endpoint) {
        return new Route(method + " " + path, method, path, Kind.CONTROL, 0, endpoint);
    }
}
