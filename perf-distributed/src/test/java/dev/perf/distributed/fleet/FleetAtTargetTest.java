package dev.perf.distributed.fleet;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.records;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.perf.LoadTest;
import dev.perf.fleet.Fleet;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server sees of agents that are processes of this machine: one evenly spaced load, and nobody twice. */
@Tag("real-time")
@Timeout(90)
class FleetAtTargetTest {

    private static final int REQUESTS = 300;

    private record Seen(long nanos, String path) {}

    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer server;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        seen.add(new Seen(System.nanoTime(), exchange.getRequestURI().getPath()));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static LoadTest test(int port) {
        return loadTest("target")
                .seed(7)
                .http(http -> http.baseUrl("http://127.0.0.1:" + port))
                .run(
                        scenario("visit")
                                .feed(records(IntStream.range(0, REQUESTS)
                                                .mapToObj(i -> Map.<String, Object>of("row", i))
                                                .toList())
                                        .unique())
                                .exec("id", user -> user.session().set("user", user.id()))
                                .exec(http("get").get("/#{user}/#{row}")),
                        arrivals(perSecond(50)).during(Duration.ofSeconds(6)));
    }

    @Test
    void theLoadOfSeveralAgentsIsThatOfOne() throws Exception {
        int agents = 3;
        int port = server.getAddress().getPort();
        RunResult result =
                LoadTest.madeBy(() -> test(port)).runOn(Fleet.local(agents), RunOptions.DEFAULTS.withoutReport());

        assertThat(result.ledger().completed()).isEqualTo(REQUESTS);
        assertThat(result.request("get").count()).isEqualTo(REQUESTS);
        assertThat(result.agents())
                .extracting(agent -> agent.ledger().completed())
                .containsOnly((long) REQUESTS / agents);
        assertThat(parts(0)).as("users").isEqualTo(all());
        assertThat(parts(1)).as("rows").isEqualTo(all());
        // Agents in step would send as many at a time as there are: of their gaps, (n - 1) in n would be next to
        // nothing.
        List<Long> times = seen.stream().map(Seen::nanos).sorted().toList();
        long close = IntStream.range(1, times.size())
                .filter(i ->
                        times.get(i) - times.get(i - 1) < Duration.ofMillis(20).toNanos() / 5)
                .count();
        assertThat(close)
                .as("of " + times.size() + " arrivals, those within a fifth of the gap")
                .isLessThan(REQUESTS / 4);
    }

    private List<Integer> parts(int index) {
        return seen.stream()
                .map(one -> Integer.valueOf(one.path().split("/")[index + 1]))
                .sorted()
                .toList();
    }

    private static List<Integer> all() {
        return IntStream.range(0, REQUESTS).boxed().toList();
    }
}
