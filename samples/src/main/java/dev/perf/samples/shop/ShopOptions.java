package dev.perf.samples.shop;

import java.time.Duration;

/**
 * The knobs of a {@link DemoShop}; immutable, every method returns a new value.
 *
 * <pre>{@code
 * try (DemoShop shop = DemoShop.builder().capacity(20).errorRate(0.01).start()) {
 *     ...
 * }
 * }</pre>
 *
 * @param host address to listen on; {@code 127.0.0.1} by default, so the shop is not reachable from elsewhere
 * @param port port to listen on; 0, the default, takes a free one
 * @param latency time the fastest page, {@code GET /api/products/{id}}, takes at least; 2 ms by default. The product
 *     list takes 2.5 times as long, the cart 4, the dashboard 5, the checkout 6 and the login 7.5 times. All other
 *     endpoints answer at once
 * @param jitter mean of the exponentially distributed time on top, as a share of the latency; 0.5 by default, 0 for
 *     none
 * @param capacity requests served at the same time, the rest queue first come, first served; unlimited
 *     ({@link Integer#MAX_VALUE}) by default
 * @param errorRate share of shop requests answered with 500, in [0, 1]; 0 by default
 * @param slowDown factor on all latencies, at least 0; 1 by default
 * @param users number of accounts: {@code user1} with {@code pass1} and so on; 1,000 by default, as many as
 *     {@code users.csv} on the class path lists
 * @param products number of products, with ids from 1; 500 by default
 * @param tokenLifetime time a token from the login is good for, at least a second; 1 hour by default
 * @param seed fixes the catalogue, the latencies and which requests fail; 1 by default
 */
public record ShopOptions(
        String host,
        int port,
        Duration latency,
        double jitter,
        int capacity,
        double errorRate,
        double slowDown,
        int users,
        int products,
        Duration tokenLifetime,
        long seed) {

    private static final Duration LONGEST_LATENCY = Duration.ofMinutes(1);
    static final double MOST_SLOW_DOWN = 10_000;

    private static final int MOST_PRODUCTS = 100_000;

    static final ShopOptions DEFAULTS = new ShopOptions(
            "127.0.0.1", 0, Duration.ofMillis(2), 0.5, Integer.MAX_VALUE, 0, 1, 1_000, 500, Duration.ofHours(1), 1);

    /**
     * Creates options; {@link DemoShop#builder()} has the defaults.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ShopOptions {
        require(!host.isBlank(), "host", host, "must not be blank");
        require(port >= 0 && port <= 65_535, "port", port, "must be in [0, 65535]");
        require(
                !latency.isNegative() && latency.compareTo(LONGEST_LATENCY) <= 0,
                "latency",
                latency,
                "must be in [0, 1 min]");
        require(jitter >= 0 && jitter <= 100, "jitter", jitter, "must be in [0, 100]");
        require(capacity >= 1, "capacity", capacity, "must be at least 1");
        requireErrorRate(errorRate);
        requireSlowDown(slowDown);
        require(users >= 1, "users", users, "must be at least 1");
        require(products >= 1 && products <= MOST_PRODUCTS, "products", products, "must be in [1, 100000]");
        require(
                tokenLifetime.compareTo(Duration.ofSeconds(1)) >= 0
                        && tokenLifetime.compareTo(Duration.ofDays(365)) <= 0,
                "tokenLifetime",
                tokenLifetime,
                "must be in [1 s, 365 d]");
    }

    /**
     * {@return options with another {@link #host()}}
     *
     * @param host the new value, in the range of the component
     */
    public ShopOptions host(String host) {
        return new ShopOptions(
                host, port, latency, jitter, capacity, errorRate, slowDown, users, products, tokenLifetime, seed);
    }

    /**
     * {@return options with another {@link #port()}}
     *
     * @param port the new value, in the range of the component
     */
    public ShopOptions port(int port) {
        return new ShopOptions(
                host, port, latency, jitter, capacity, errorRate, slowDown, users, products, tokenLifetime, seed);
    }

    /**
     * {@return options with another {@link #latency()}} {@link Duration#ZERO} switches jitter off, too.
     *
     * @param latency the new value, in the range of the component
     */
    public ShopOptions latency(Duration latency) {
        return new ShopOptions(
                host, port, latency, jitter, capacity, errorRate, slowDown, users, products, tokenLifetime, seed);
    }

    /**
     * {@return options with another {@link #jitter()}}
     *
     * @param jitter the new value, in the range of the component
     */
    public ShopOptions jitter(double jitter) {
        return new ShopOptions(
                host, port, latency, jitter, capacity, errorRate, slowDown, users, products, tokenLifetime, seed);
    }

    /**
     * {@return options with another {@link #capacity()}}
     *
     * @param capacity the new value, in the range of the component
     */
    public ShopOptions capacity(int capacity) {
        return new ShopOptions(
                host, port, latency, jitter, capacity, errorRate, slowDown, users, products, tokenLifetime, seed);
    }

    /**
     * {@return options with another {@link #errorRate()}}
     *
     * @param errorRate the new value, in the range of the component
     */
    public ShopOptions errorRate(double errorRate) {
        return new ShopOptions(
                host, port, latency, jitter, capacity, errorRate, slowDown, users, products, tokenLifetime, seed);
    }

    /**
     * {@return options with another {@link #slowDown()}}
     *
     * @param slowDown the new value, in the range of the component
     */
    public ShopOptions slowDown(double slowDown) {
        return new ShopOptions(
                host, port, latency, jitter, capacity, errorRate, slowDown, users, products, tokenLifetime, seed);
    }

    /**
     * {@return options with another {@link #users()}}
     *
     * @param users the new value, in the range of the component
     */
    public ShopOptions users(int users) {
        return new ShopOptions(
                host, port, latency, jitter, capacity, errorRate, slowDown, users, products, tokenLifetime, seed);
    }

    /**
     * {@return options with another {@link #products()}}
     *
     * @param products the new value, in the range of the component
     */
    public ShopOptions products(int products) {
        return new ShopOptions(
                host, port, latency, jitter, capacity, errorRate, slowDown, users, products, tokenLifetime, seed);
    }

    /**
     * {@return options with another {@link #tokenLifetime()}}
     *
     * @param tokenLifetime the new value, in the range of the component
     */
    public ShopOptions tokenLifetime(Duration tokenLifetime) {
        return new ShopOptions(
                host, port, latency, jitter, capacity, errorRate, slowDown, users, products, tokenLifetime, seed);
    }

    /**
     * {@return options with another {@link #seed()}}
     *
     * @param seed the new value, in the range of the component
     */
    public ShopOptions seed(long seed) {
        return new ShopOptions(
                host, port, latency, jitter, capacity, errorRate, slowDown, users, products, tokenLifetime, seed);
    }

    /**
     * Opens a shop with these options. It serves when this method returns.
     *
     * @return the shop, to be closed by the caller
     * @throws java.io.UncheckedIOException if the port cannot be listened on
     */
    public DemoShop start() {
        return DemoShop.start(this, ShopClock.SYSTEM);
    }

    static void requireErrorRate(double errorRate) {
        require(errorRate >= 0 && errorRate <= 1, "errorRate", errorRate, "must be in [0, 1]");
    }

    static void requireSlowDown(double slowDown) {
        require(slowDown >= 0 && slowDown <= MOST_SLOW_DOWN, "slowDown", slowDown, "must be in [0, 10000]");
    }

    private static void require(boolean holds, String name, Object given, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("demo shop: " + name + " " + given + " " + rule);
        }
    }
}
