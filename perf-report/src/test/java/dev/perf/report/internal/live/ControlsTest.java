package dev.perf.report.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.output.OpenOutput;
import dev.perf.report.internal.output.KeptControl;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlsTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final KeptControl control = new KeptControl();
    private OpenOutput page;
    private URI url;

    @BeforeEach
    void open() throws Exception {
        page = LiveSettings.DEFAULTS.open(LiveRuns.run(control));
        url = URI.create(page.notes().getFirst().replace("Live page  ", ""));
    }

    @AfterEach
    void close() {
        page.close();
        client.close();
    }

    private HttpResponse<String> post(String token, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(url.resolve("/api/control"))
                        .timeout(Duration.ofSeconds(20))
                        .header("X-Perf-Token", token)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private String refusal(String body) throws Exception {
        HttpResponse<String> response = post(url.getFragment(), body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        return response.body();
    }

    @Test
    void doesWhatIsAskedForAndIsKnownAsTheLivePage() throws Exception {
        for (String act : new String[] {
            "{'act': 'rate', 'scenario': 'buyer', 'perSecond': 12.5}",
            "{'act': 'rate', 'perSecond': 0}",
            "{'act': 'users', 'scenario': 'visitor', 'users': 40}",
            "{'act': 'pause'}",
            "{'act': 'resume'}",
            "{'act': 'mark', 'text': ' deployed <b>v2</b> '}",
            "{'act': 'stop'}"
        }) {
            assertThat(post(url.getFragment(), act.replace('\'', '"')).statusCode())
                    .as(act)
                    .isEqualTo(202);
        }

        assertThat(control.acts())
                .containsExactly(
                        "rate of buyer 12.50/s by live page",
                        "rate of buyer 0/s by live page",
                        "users of visitor 40 by live page",
                        "pause by live page",
                        "resume by live page",
                        "mark deployed <b>v2</b> by live page",
                        "stop: asked for on the live page by live page");
    }

    @Test
    void doesNothingWithoutTheTokenOfTheRun() throws Exception {
        String told =
                "To change the load takes the token of this run: what is behind the # of the address that its console"
                        + " told, in the header X-Perf-Token.\n";

        for (String wrong : new String[] {
            "", "x", url.getFragment() + "x", url.getFragment().substring(1)
        }) {
            HttpResponse<String> response = post(wrong, "{\"act\": \"stop\"}");
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body()).isEqualTo(told);
        }
        HttpResponse<String> inQuery = client.send(
                HttpRequest.newBuilder(url.resolve("/api/control?token=" + url.getFragment()))
                        .POST(BodyPublishers.ofString("{\"act\": \"stop\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(inQuery.statusCode()).isEqualTo(403);
        assertThat(control.acts()).isEmpty();
    }

    @Test
    void theTokenIsLongAndNewForEachRun() throws Exception {
        assertThat(url.getFragment()).matches("[\\w-]{22}");
        try (OpenOutput other = LiveSettings.DEFAULTS.open(LiveRuns.run(control))) {
            assertThat(other.notes().getFirst()).doesNotContain(url.getFragment());
        }
    }

    @Test
    void saysWhatIsWrongWithAWish() throws Exception {
        assertThat(refusal("{\"act\": \"jump\"}"))
                .isEqualTo("act must be one of rate, users, pause, resume, mark, stop, got \"jump\"\n");
        assertThat(refusal("[]"))
                .isEqualTo("an act is a JSON object such as {\"act\": \"pause\"}; act is one of rate, users, pause,"
                        + " resume, mark, stop\n");
        assertThat(refusal("")).startsWith("an act is a JSON object");
        assertThat(refusal("{")).startsWith("this is no JSON: ");
        assertThat(refusal("{\"act\": \"rate\", \"perSecond\": \"9\"}"))
                .isEqualTo("perSecond must be a number, got \"9\"\n");
        assertThat(refusal("{\"act\": \"rate\"}")).isEqualTo("perSecond must be a number, got nothing\n");
        assertThat(refusal("{\"act\": \"users\", \"users\": 1.5}"))
                .isEqualTo("users must be a whole number from 0 to 10,000,000, got 1.5\n");
        assertThat(refusal("{\"act\": \"mark\", \"text\": \"" + "x".repeat(201) + "\"}"))
                .isEqualTo("the text of a mark may have 200 letters, got 201\n");
        assertThat(control.acts()).isEmpty();
    }

    @Test
    void takesNoMoreThanAnActNeedsAndNoOtherMethod() throws Exception {
        assertThat(post(url.getFragment(), " ".repeat(4_097)).statusCode()).isEqualTo(413);
        HttpResponse<String> read =
                client.send(HttpRequest.newBuilder(url.resolve("/api/control")).build(), BodyHandlers.ofString());
        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.headers().firstValue("Allow")).hasValue("POST");
        assertThat(read.body()).isEqualTo("A run is controlled by POST.\n");
        HttpResponse<String> preflight = client.send(
                HttpRequest.newBuilder(url.resolve("/api/control"))
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", "http://evil.example")
                        .build(),
                BodyHandlers.ofString());
        assertThat(preflight.statusCode()).isEqualTo(405);
        assertThat(preflight.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
    }
}
