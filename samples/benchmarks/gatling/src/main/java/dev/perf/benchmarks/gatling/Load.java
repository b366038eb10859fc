package dev.perf.benchmarks.gatling;

import java.time.Duration;

/** How much load, as the driver says. */
final class Load {

    static final String URL = System.getProperty("url");
    static final int USERS = Integer.getInteger("users");
    static final Duration SECONDS = Duration.ofSeconds(Integer.getInteger("seconds"));

    private Load() {}
}
