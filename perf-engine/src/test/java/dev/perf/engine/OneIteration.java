package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;

import dev.perf.http.HttpSettings;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server, and one virtual user who goes through its steps once. As an extension it ends with the test method. */
final class OneIteration implements AutoCloseable, AfterEachCallback {

    private final MockWebServer server = new MockWebServer();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final List<RecordedRequest> seen = Collections.synchronizedList(new ArrayList<>());

    OneIteration() {
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    /** Sets what is answered. */
    OneIteration answering(Function<RecordedRequest, MockResponse> answer) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                seen.add(request);
                MockResponse response = answer.apply(request);
                answered.add(request.getTarget());
                return response;
            }
        });
        return this;
    }

    String url() {
        return "http://localhost:" + server.getPort();
    }

    RunResult run(UnaryOperator<HttpSettings> settings, Step... steps) throws InterruptedException {
        return run(settings, scenario("one").exec(steps));
    }

    RunResult run(UnaryOperator<HttpSettings> settings, Scenario scenario) throws InterruptedException {
        var test = loadTest("http")
                .http(http -> settings.apply(http.baseUrl(url())))
                .run(scenario, arrivals(perSecond(10)).during(Duration.ofMillis(100)));
        return new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();
    }

    List<RecordedRequest> seen() {
        return List.copyOf(seen);
    }

    /** Waits, on a thread of the server, until a request for {@code target} has been answered. */
    void awaitSent(String target) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!answered.contains(target)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(target + " was not answered");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    List<String> targets() {
        return seen().stream().map(RecordedRequest::getTarget).toList();
    }

    /** Returns a header of each request in the order they came; "-" where it is missing. */
    List<String> headers(String name) {
        return seen().stream()
                .map(request -> String.valueOf(orDash(request.getHeaders().get(name))))
                .toList();
    }

    /** Returns the cookies of each request for {@code target} in the order they came; "null" where there are none. */
    List<String> cookiesOf(String target) {
        return seen().stream()
                .filter(request -> request.getTarget().equals(target))
                .map(request -> String.valueOf(request.getHeaders().get("Cookie")))
                .toList();
    }

    /** Answers with a cookie that is named for the target. */
    static MockResponse.Builder givingCookie(RecordedRequest request) {
        return new MockResponse.Builder()
                .addHeader("Set-Cookie", "c=" + request.getTarget().substring(1) + "; Path=/");
    }

    /** Opens a WebSocket that sends back what it gets. */
    static MockResponse echoing() {
        return new MockResponse.Builder()
                .webSocketUpgrade(new WebSocketListener() {
                    @Override
                    public void onMessage(WebSocket open, String text) {
                        open.send(text);
                    }

                    @Override
                    public void onClosing(WebSocket open, int code, String reason) {
                        open.close(code, reason);
                    }
                })
                .build();
    }

    private static String orDash(@Nullable String value) {
        return value == null ? "-" : value;
    }

    static MockResponse status(int code) {
        return new MockResponse.Builder().code(code).build();
    }

    static MockResponse redirect(int code, String location) {
        return new MockResponse.Builder()
                .code(code)
                .addHeader("Location", location)
                .build();
    }

    static long count(RunResult result, String metric) {
        MetricResult found = result.metric(metric);
        return ((MetricResult.Counter) found).count();
    }

    @Override
    public void close() {
        server.close();
    }
}
