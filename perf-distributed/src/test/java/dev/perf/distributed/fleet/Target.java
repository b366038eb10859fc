package dev.perf.distributed.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.perf.result.AgentResult;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleUnaryOperator;

/** A server that answers at once, and notes which worker calls it and when. */
final class Target implements AutoCloseable {

    private static final int MANY = 10_000;

    /** By how much a worker may take the time wrong that its agent tells it. */
    private static final double WORKER_SECONDS = 0.02;

    /** A request that arrived, and the process that had sent it. */
    record Arrival(long nanos, long worker) {}

    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile int status = 204;

    Target(String host) throws IOException {
        server = HttpServer.create(new InetSocketAddress(host, 0), MANY);
        server.setExecutor(answering);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            arrivals.add(new Arrival(System.nanoTime(), Long.parseLong(path.substring(1))));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on all requests fail. */
    void fail() {
        status = 500;
    }

    List<Arrival> seen() {
        return List.copyOf(arrivals);
    }

    void awaitArrivals(int count) {
        FaultBench.await(count + " arrivals", FaultBench.PATIENCE, () -> arrivals.size() >= count);
    }

    /** Returns how many arrived in a stretch of time, of all workers. */
    long between(long fromNanos, long toNanos) {
        return arrivals.stream()
                .filter(each -> each.nanos() - fromNanos >= 0 && each.nanos() - toNanos < 0)
                .count();
    }

    /** Tells whether as many came in the last second as are due in one, but for a tenth. */
    boolean hasWhole(int rate) {
        long now = System.nanoTime();
        return between(now - FaultBench.SECOND, now) > rate * 9L / 10;
    }

    /** Returns when the last request came. */
    long last() {
        return arrivals.stream().mapToLong(Arrival::nanos).max().orElseThrow();
    }

    /** Returns when the last request of a worker came. */
    long last(long worker) {
        return of(worker).stream().mapToLong(Arrival::nanos).max().orElseThrow();
    }

    List<Arrival> of(long worker) {
        return arrivals.stream().filter(each -> each.worker() == worker).toList();
    }

    /**
     * At no moment had more arrived than was due by then: nobody's share was put on twice.
     *
     * @param due how many are due from the start of the load to so many seconds later
     */
    void assertNeverMoreThan(DoubleUnaryOperator due, RunResult result) {
        long start = System.nanoTime()
                + Duration.between(Instant.now(), result.startedAt()).toNanos();
        double early = WORKER_SECONDS
                + result.agents().stream()
                                .map(AgentResult::clock)
                                .mapToLong(clock -> clock.uncertainty().toNanos())
                                .max()
                                .orElse(0)
                        / 1e9;
        long[] times = arrivals.stream().mapToLong(Arrival::nanos).sorted().toArray();
        for (int i = 0; i < times.length; i++) {
            double seconds = (times[i] - start) / 1e9;
            assertThat((double) i + 1)
                    .as("arrivals by %.3f s, agents begin at most %.3f s early", seconds, early)
                    .isLessThanOrEqualTo(due.applyAsDouble(seconds + early) + 1);
        }
    }

    /** At no moment had more arrived than a steady rate allows. */
    void assertNeverMoreThan(int rate, RunResult result) {
        assertNeverMoreThan(seconds -> rate * seconds, result);
    }

    @Override
    public void close() {
        server.stop(0);
        answering.shutdownNow();
    }
}
