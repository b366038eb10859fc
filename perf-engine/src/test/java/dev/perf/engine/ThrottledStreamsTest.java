package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.engine.ThrottledStreamsTest.Kind.SERVER_SENT_EVENTS;
import static dev.perf.sse.Sse.sse;
import static dev.perf.websocket.WebSockets.webSocket;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.load.Rate;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The handshake of a stream is a request like others to a throttle. In real time, but nothing here is timed. */
@Timeout(60)
class ThrottledStreamsTest {

    enum Kind {
        WEB_SOCKET,
        SERVER_SENT_EVENTS
    }

    private final MockWebServer server = new MockWebServer();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final CountDownLatch through = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                handshakes.incrementAndGet();
                return request.getTarget().equals("/ws")
                        ? new MockResponse.Builder()
                                .webSocketUpgrade(new WebSocketListener() {
                                    @Override
                                    public void onClosing(okhttp3.WebSocket socket, int code, String reason) {
                                        socket.close(code, null);
                                    }
                                })
                                .build()
                        : new MockResponse.Builder()
                                .addHeader("Content-Type", "text/event-stream")
                                .body("data: one\n\n")
                                .build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Run start(Kind kind, int users, Rate most) {
        Step open = kind == SERVER_SENT_EVENTS
                ? sse("stream").connect("/sse").named("open")
                : webSocket("stream").connect("/ws").named("open");
        LoadTest test = loadTest("throttled")
                .http(http -> http.baseUrl("http://localhost:" + server.getPort()))
                .run(
                        scenario("streaming").exec(open).exec("through", user -> through.countDown()),
                        arrivals().atOnce(users))
                .throttle(most);
        return test.start(RunOptions.DEFAULTS.withoutReport());
    }

    @ParameterizedTest
    @EnumSource
    void aHandshakeWithoutASlotIsNotSent(Kind kind) throws Exception {
        Run run = start(kind, 3, perSecond(0.001));
        assertThat(through.await(30, TimeUnit.SECONDS)).isTrue();
        run.abort("one is through");
        RunResult result = run.await();

        assertThat(handshakes).hasValue(1);
        assertThat(result.ledger().balanced()).isTrue();
        assertThat(result.ledger().started()).isEqualTo(3);
        assertThat(result.ledger().completed()).isLessThanOrEqualTo(1);
        assertThat(result.ledger().failed()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void handshakesAreHeldBackAndSayForHowLong(Kind kind) throws Exception {
        RunResult result = start(kind, 5, perSecond(25)).await();

        assertThat(result.ledger()).isEqualTo(new Ledger(5, 5, 0, 5, 0, 0));
        assertThat(handshakes).hasValue(5);
        // The fifth slot is 160 ms after the first, and nobody goes before its slot.
        assertThat(result.duration()).isGreaterThanOrEqualTo(ofMillis(160));
        MetricResult.Trend waits = (MetricResult.Trend) result.metric("throttle_wait");
        assertThat(waits.distribution().count()).isBetween(1L, 4L);
    }
}
