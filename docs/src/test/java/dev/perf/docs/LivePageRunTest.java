package dev.perf.docs;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.report.output.Outputs.livePage;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real run, its page, and somebody who changes the load from there. */
class LivePageRunTest {

    private static final long PATIENCE_SECONDS = 60;

    /** Learns the address. */
    private static final class Address implements RunListener {
        final CompletableFuture<URI> page = new CompletableFuture<>();
        final CompletableFuture<Boolean> underLoad = new CompletableFuture<>();

        @Override
        public void onNote(String note) {
            page.complete(URI.create(note.replace("Live page  ", "")));
        }

        @Override
        public void onSnapshot(dev.perf.result.Snapshot snapshot) {
            underLoad.complete(true);
        }
    }

    @Test
    void whatIsAskedForOnThePageIsDoneAndIsInTheResult() throws Exception {
        var address = new Address();
        Run run = loadTest("live")
                .run(
                        scenario("visitors").exec("step", user -> {}),
                        arrivals(perSecond(20)).during(ofMinutes(10)))
                .output(livePage())
                .start(RunOptions.DEFAULTS.withoutReport().listener(address));
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI page = address.page.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            address.underLoad.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

            assertThat(post(client, page, "{\"act\": \"users\", \"scenario\": \"visitors\", \"users\": 3}"))
                    .isEqualTo(
                            "400 setUsers: scenario \"visitors\" has an open load, which has a rate and no set number"
                                    + " of users; use setRate\n");
            assertThat(post(client, page, "{\"act\": \"rate\", \"perSecond\": 50}"))
                    .isEqualTo("202 rate of \"visitors\": 50/s\n");
            for (String act : new String[] {"pause", "resume", "stop"}) {
                assertThat(post(client, page, "{\"act\": \"" + act + "\"}")).isEqualTo("202 " + act + "\n");
            }
            RunResult result = run.await();

            assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
            assertThat(result.reason()).contains("asked for on the live page");
            assertThat(result.events())
                    .extracting(RunEvent::text)
                    .containsExactly(
                            "rate of \"visitors\" set to 50/s",
                            "load paused",
                            "load resumed",
                            "stopped: asked for on the live page");
            assertThat(result.events()).extracting(RunEvent::by).containsOnly("live page");
            assertThat(result.warnings()).noneMatch(warning -> warning.contains("live page"));
            assertThat(isServed(page)).isFalse();
        } finally {
            run.abort("the test is over");
        }
    }

    private static String post(HttpClient client, URI page, String act) throws Exception {
        var response = client.send(
                HttpRequest.newBuilder(page.resolve("/api/control"))
                        .timeout(ofSeconds(PATIENCE_SECONDS))
                        .header("X-Perf-Token", page.getFragment())
                        .POST(BodyPublishers.ofString(act))
                        .build(),
                BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static boolean isServed(URI page) throws IOException {
        try (var socket = new Socket("127.0.0.1", page.getPort())) {
            return socket.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }
}
