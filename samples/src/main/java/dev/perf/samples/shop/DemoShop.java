package dev.perf.samples.shop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A web shop to aim load tests at: HTTP/1.1 with keep-alive, a virtual thread per request, no dependency but the JDK.
 *
 * <pre>{@code
 * try (DemoShop shop = DemoShop.start()) {
 *     run(shop.url());
 *     assertThat(shop.requests("POST /auth/login")).isEqualTo(100);
 * }
 * }</pre>
 *
 * <p>The shop proper takes some milliseconds per page (see {@link ShopOptions#latency()}) and needs the token of a
 * login as bearer:
 *
 * <ul>
 *   <li>{@code POST /auth/login {"username":"user1","password":"pass1"}}: 200 with {@code token} and
 *       {@code expiresIn}, 401 for others. The accounts are in {@code users.csv} at the root of the class path
 *   <li>{@code GET /api/products?page=1&size=20&category=lamps}: 200 with {@code data}, {@code page}, {@code size} and
 *       {@code total}; all parameters are optional
 *   <li><code>GET /api/products/{id}</code>: 200 or 404
 *   <li>{@code POST /api/cart {"productId":1,"quantity":2}}: 201 with {@code items} and {@code total}; every login has
 *       its own cart. {@code GET /api/cart}: 200 with the same
 *   <li>{@code POST /api/checkout}: 201 with the order, leaving the cart empty; 409 if it was already
 *   <li>{@code GET /admin/dashboard}: 200 with orders and revenue
 * </ul>
 *
 * <p>The rest takes no token and no time but what is asked for: {@code GET /health}, {@code /slow?ms=500} (a minute at
 * most), {@code /flaky?rate=0.5} (503 at that rate), <code>/status/{code}</code>, <code>/bytes/{n}</code> (100 MiB at
 * most), <code>/redirect/{n}</code> (n times 302, then {@code /health}), {@code /cookie/set?name=a&value=b},
 * {@code /cookie} and {@code POST /echo}. {@code /api/prices?events=20&ms=100} sends that many server-sent events named
 * {@code price}, so far apart, and one named {@code end}; it goes on after the {@code Last-Event-ID}. {@code /admin/freeze?ms=}, {@code /admin/slow-down?factor=},
 * {@code /admin/error-rate?rate=} and {@code /admin/stats} do from outside what the methods here do; they answer even
 * while the shop is frozen or full, and ask for no token, so keep the shop on loopback.
 *
 * <p>Errors are JSON: {@code {"status":404,"error":"no page at /x"}}. Bodies of more than 1 kB are compressed if the
 * client accepts gzip. Request bodies may have 10 MiB.
 *
 * <p><b>The server underneath</b> is {@link HttpServer}, whose own defaults suit no load test. Unless they are set,
 * this class sets these system properties when it is loaded; they have no effect if an {@code HttpServer} has been
 * opened in this JVM before:
 *
 * <ul>
 *   <li>{@code sun.net.httpserver.nodelay=true}: otherwise an answer of more than 8 kB, written in several pieces, waits
 *       for the peer's delayed acknowledgement, 44 ms instead of 0.1 ms on JDK 25
 *   <li>{@code sun.net.httpserver.maxIdleConnections=100000} (default 200): otherwise the server closes the kept
 *       connections of the 201st idle user, who sees a reset
 *   <li>{@code sun.net.httpserver.idleInterval=600} seconds (default 30): otherwise a think time of half a minute
 *       meets a connection that is just being closed
 * </ul>
 *
 * <p>Limits on the time a request or an answer may take ({@code maxReqTime}, {@code maxRspTime}) and on the number of
 * connections ({@code jdk.httpserver.maxConnections}) are left off, which is their default.
 *
 * <p>All methods may be called from any thread while the shop serves.
 */
public final class DemoShop implements AutoCloseable {

    static {
        // The server reads them once, when its classes are loaded.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxIdleConnections", "100000");
        setUnlessSet("sun.net.httpserver.idleInterval", "600");
    }

    /** Connections waiting to be accepted: a ramp may open hundreds in a moment. The kernel may cut it. */
    private static final int BACKLOG = 4_096;

    /** Some 50 MB, and far more logins than users who still shop. */
    private static final int MAX_SESSIONS = 250_000;

    private final ShopOptions options;
    private final Backend backend;
    private final Counters counters = new Counters();
    private final HttpServer server;
    private final ExecutorService threads;

    private DemoShop(ShopOptions options, ShopClock clock) throws IOException {
        this.options = options;
        this.backend = new Backend(options, clock);
        List<Route> routes = routes(clock);
        routes.forEach(route -> counters.expect(route.name()));
        server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByName(options.host()), options.port()), BACKLOG);
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("demo-shop-", 0).factory());
        server.setExecutor(threads);
        server.createContext("/", new FrontDoor(new Router(routes), backend, counters));
        server.start();
    }

    private List<Route> routes(ShopClock clock) {
        Sessions sessions = new Sessions(clock, options.tokenLifetime(), MAX_SESSIONS, options.seed());
        List<Route> routes = new ArrayList<>(new ShopEndpoints(options, sessions).routes());
        routes.addAll(new ProbeEndpoints(options, clock).routes());
        routes.addAll(new PriceFeed(options, clock).routes());
        routes.addAll(new AdminEndpoints(backend, counters).routes());
        return routes;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Opens a shop with default options on a free port of the loopback address.
     *
     * @return the shop, serving, to be closed by the caller
     */
    public static DemoShop start() {
        return builder().start();
    }

    /**
     * Returns the default options, to be changed and {@linkplain ShopOptions#start() started}.
     *
     * @return options of a shop on a free port that never fails and has no limit of capacity
     */
    public static ShopOptions builder() {
        return ShopOptions.DEFAULTS;
    }

    static DemoShop start(ShopOptions options, ShopClock clock) {
        try {
            return new DemoShop(options, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "demo shop: cannot listen on " + options.host() + ":" + options.port() + ": " + e.getMessage()
                            + "; choose another port, or 0 for a free one",
                    e);
        }
    }

    /**
     * Runs a shop until the process is stopped; {@code --help} lists the flags.
     *
     * <p>Exits with 2 after a wrong flag and with 1 if the port is taken.
     *
     * @param args flags such as {@code --port 8080 --latency 20ms}
     */
    public static void main(String... args) {
        int exitCode = ShopCommand.run(args, System.out, System.err);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /**
     * Returns where the shop is, without a slash at the end.
     *
     * @return for instance {@code http://127.0.0.1:8080}
     */
    public String url() {
        InetAddress address = server.getAddress().getAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : options.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /**
     * Returns the port the shop listens on.
     *
     * @return the port, chosen by the system if the options said 0
     */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Returns the number of requests read so far, whatever became of them.
     *
     * <p>A request is counted when it has been read to the end and before it is answered: a client that has all its
     * answers finds all its requests counted.
     *
     * @return sum over all endpoints, requests to unknown paths included
     */
    public long requests() {
        return counters.requests();
    }

    /**
     * Returns the number of requests to one endpoint.
     *
     * @param endpoint method and path as in {@link #requestsByEndpoint()}, for instance
     *     <code>GET /api/products/{id}</code>, where HEAD counts as GET; or {@code unmatched} for unknown paths and
     *     wrong methods
     * @return requests read so far
     * @throws IllegalArgumentException if there is no such endpoint
     */
    public long requests(String endpoint) {
        return counters.requests(endpoint);
    }

    /**
     * Returns the number of requests to every endpoint.
     *
     * @return an unmodifiable copy, the endpoints never asked included
     */
    public Map<String, Long> requestsByEndpoint() {
        return counters.requestsByEndpoint();
    }

    /**
     * Returns the number of responses with a status.
     *
     * @param status for instance 200
     * @return responses begun so far
     */
    public long responses(int status) {
        return counters.responses(status);
    }

    /**
     * Stalls all answers from now on, as a long garbage collection would; requests are read and worked on meanwhile.
     * Takes the place of an earlier freeze; a shorter one does not release answers already stalled, a longer one keeps
     * them.
     *
     * @param duration time until answers leave again; zero ends a freeze for requests to come
     * @throws IllegalArgumentException if the duration is negative
     */
    public void freeze(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("demo shop: freeze " + duration + " must not be negative");
        }
        backend.freeze(duration);
    }

    /**
     * Makes the shop slower or faster from the next request on.
     *
     * @param factor on the latencies of the options, at least 0; 1 is normal
     * @throws IllegalArgumentException if the factor is negative or above 10,000
     */
    public void slowDown(double factor) {
        ShopOptions.requireSlowDown(factor);
        backend.slowDown(factor);
    }

    /**
     * Makes the shop fail at another rate from the next request on.
     *
     * @param rate share of shop requests answered with 500, in [0, 1]
     * @throws IllegalArgumentException if the rate is outside of its range
     */
    public void errorRate(double rate) {
        ShopOptions.requireErrorRate(rate);
        backend.errorRate(rate);
    }

    /** Closes the port and all connections; requests at work are interrupted. Closing again does nothing. */
    @Override
    public void close() {
        if (threads.isShutdown()) {
            return;
        }
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
