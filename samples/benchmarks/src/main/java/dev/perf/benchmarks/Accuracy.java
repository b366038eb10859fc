package dev.perf.benchmarks;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;

import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether arrivals come when they should: {@code Accuracy rate seconds}, first from a cold start and then warm. A server
 * in the same process notes when each request arrives, so that evenness is judged from where it matters. Prints a line
 * of figures for each run.
 */
final class Accuracy {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    private static final Scenario GET = scenario("get").exec(http("get").get("/"));

    private Accuracy() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        int rate = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        print("cold", rate, seconds);
        print("warm", rate, seconds);
    }

    private static void print(String state, int rate, int seconds) throws IOException, InterruptedException {
        try (var server = new NotingServer(rate * seconds * 2)) {
            RunResult result = loadTest("accuracy")
                    .http(http -> http.baseUrl(server.url()))
                    .run(GET, arrivals(perSecond(rate)).during(Duration.ofSeconds(seconds)))
                    .run(RunOptions.DEFAULTS.withoutReport());
            Distribution lag = ((MetricResult.Trend) result.metric("schedule_lag")).distribution();
            long[] arrived = server.arrivals();
            System.out.println(Figures.line(
                    "state",
                    state,
                    "wrongStarts",
                    Math.abs(result.ledger().started() - (long) rate * seconds),
                    "failed",
                    result.ledger().failed(),
                    "rateErrorPercent",
                    rateError(arrived, rate) * 100,
                    "lagP50Millis",
                    lag.p50().toNanos() / 1e6,
                    "lagP99Millis",
                    lag.p99().toNanos() / 1e6,
                    "lagMaxMillis",
                    lag.max().toNanos() / 1e6,
                    "worstTenthPercent",
                    worstTenth(arrived, rate) * 100));
        }
    }

    /** By how much the rate at the server, from the first request to the last, differs from the one asked for. */
    private static double rateError(long[] arrived, int rate) {
        double seconds = (arrived[arrived.length - 1] - arrived[0]) / 1e9;
        return Math.abs((arrived.length - 1) / seconds / rate - 1);
    }

    /** By how much the fullest or emptiest tenth of a second at the server differs from the others. */
    private static double worstTenth(long[] arrived, int rate) {
        int tenths = (int) ((arrived[arrived.length - 1] - arrived[0]) / 100_000_000);
        int[] counts = new int[tenths];
        for (long at : arrived) {
            int tenth = (int) ((at - arrived[0]) / 100_000_000);
            if (tenth < tenths) {
                counts[tenth]++;
            }
        }
        return Arrays.stream(counts)
                .mapToDouble(count -> Math.abs(count * 10.0 / rate - 1))
                .max()
                .orElse(Double.NaN);
    }

    /** Answers at once and notes when. */
    private static final class NotingServer implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 5_000, InetAddress.getLoopbackAddress());
        private final long[] times;
        private final AtomicInteger count = new AtomicInteger();

        NotingServer(int capacity) throws IOException {
            times = new long[capacity];
            Thread.ofVirtual().start(this::accept);
        }

        String url() {
            return "http://localhost:" + listener.getLocalPort();
        }

        private void accept() {
            try {
                while (true) {
                    Socket connection = listener.accept();
                    Thread.ofVirtual().start(() -> serve(connection));
                }
            } catch (IOException closed) {
                // The benchmark is over.
            }
        }

        private void serve(Socket connection) {
            byte[] buffer = new byte[4_096];
            try (connection) {
                connection.setTcpNoDelay(true);
                InputStream in = connection.getInputStream();
                // One small request at a time on a connection: what is read at once is one request.
                while (in.read(buffer) > 0) {
                    times[count.getAndIncrement() % times.length] = System.nanoTime();
                    connection.getOutputStream().write(ANSWER);
                }
            } catch (IOException ended) {
                // The client has gone.
            }
        }

        long[] arrivals() {
            long[] arrived = Arrays.copyOf(times, count.get());
            Arrays.sort(arrived);
            return arrived;
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
