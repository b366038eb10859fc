package dev.perf.report.internal.live;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.report.internal.output.KeptControl;
import dev.perf.report.internal.output.Snapshots;
import dev.perf.report.internal.web.Listening;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hundred watch, some of whom never read: the run must not notice. */
class ManyWatchersTest {

    private static final Duration PATIENCE = ofSeconds(30);
    private static final byte[] WATCH =
            "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> sockets = new ArrayList<>();
    private LivePageOutput page;
    private URI url;

    @BeforeEach
    void open() throws Exception {
        page = new LivePageOutput(Listening.ON_LOOPBACK, LiveRuns.run(new KeptControl()));
        url = URI.create(page.notes().getFirst().replace("Live page  ", ""));
    }

    @AfterEach
    void close() throws IOException {
        page.close();
        client.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Somebody who asks and takes nothing: the connection holds little. */
    private void hang() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(1_024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()));
        socket.getOutputStream().write(WATCH);
        sockets.add(socket);
    }

    /** Somebody who takes all until the end; returns the last that there was. */
    private CompletableFuture<JsonNode> read() {
        return client.sendAsync(
                        HttpRequest.newBuilder(url.resolve("/api/events")).build(), BodyHandlers.ofLines())
                .thenApply(response -> response.body()
                        .filter(line -> line.startsWith("data: "))
                        .map(line -> JsonMapper.shared().readTree(line.substring("data: ".length())))
                        .reduce((before, last) -> last)
                        .orElseThrow());
    }

    private JsonNode state() {
        try {
            return JsonMapper.shared()
                    .readTree(client.send(
                                    HttpRequest.newBuilder(url.resolve("/api/state"))
                                            .timeout(PATIENCE)
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode await(Predicate<JsonNode> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode state = state();
        while (!condition.test(state)) {
            assertThat(System.nanoTime()).as("still %s", state).isLessThan(deadline);
            state = state();
        }
        return state;
    }

    @Test
    void thoseWhoReadGetAllAndThoseWhoDoNotHoldUpNobody() throws Exception {
        for (int i = 0; i < 60; i++) {
            hang();
        }
        List<CompletableFuture<JsonNode>> readers =
                IntStream.range(0, 40).mapToObj(i -> read()).toList();
        await(state -> state.get("watching").intValue() == 100);

        // Enough to fill what sockets hold of those who do not read.
        for (int second = 1; second <= 1_500; second++) {
            page.add(Snapshots.at(second), LiveRuns.second(second));
            int told = second;
            if (second % 50 == 0) {
                await(state -> state.get("now").path("elapsedMillis").intValue() == 1000 * told);
            }
        }
        assertThat(page.end(Results.failing())).isEmpty();
        assertThat(state().get("skipped").longValue()).isPositive();
        page.reported(Results.failing());

        for (CompletableFuture<JsonNode> reader : readers) {
            JsonNode last = reader.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(last.get("now").get("end").get("verdict").stringValue()).isEqualTo("FAILED");
            assertThat(last.get("time").get("end").intValue()).isEqualTo(1_500);
        }
    }

    @Test
    void theRunWaitsForNobodyAndWhatThereIsNoRoomForIsCounted() throws Exception {
        var busy = new CountDownLatch(1);
        var hold = new CountDownLatch(1);
        page.later(() -> {
            busy.countDown();
            try {
                hold.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        busy.await();

        // The thread of the page is held; whoever waited for it would never come back from here.
        for (int second = 1; second <= 103; second++) {
            page.add(Snapshots.at(second), LiveRuns.second(second));
        }

        assertThat(page.end(Results.failing()))
                .containsExactly("The live page left out 3 intervals, for it had no time to take them.");
        hold.countDown();
        assertThat(await(state -> state.get("now").path("elapsedMillis").intValue() == 100_000)
                        .get("now")
                        .get("soFar")
                        .get("requests")
                        .intValue())
                .isEqualTo(3 * 97);
    }

    @Test
    void moreThanThereIsRoomForAreRefused() throws Exception {
        for (int i = 0; i < Watchers.MOST; i++) {
            hang();
        }
        await(state -> state.get("watching").intValue() == Watchers.MOST);

        var refused = client.send(
                HttpRequest.newBuilder(url.resolve("/api/events"))
                        .timeout(PATIENCE)
                        .build(),
                BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).isEqualTo("200 watch this run already. Close some pages, or ask /api/state.\n");
    }

    @Test
    void theEndKeepsNothingOpen() throws Exception {
        for (int i = 0; i < 20; i++) {
            hang();
        }
        await(state -> state.get("watching").intValue() == 20);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher")
                        || thread.getName().startsWith("perf-live"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);

        page.reported(Results.failing());
        page.close();

        for (Socket socket : sockets) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(ended(socket)).isTrue();
        }
    }

    private static boolean ended(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
