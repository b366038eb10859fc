package dev.perf.report.internal.output.influx;

import static dev.perf.report.internal.output.Snapshots.at;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.report.internal.Results;
import dev.perf.report.internal.output.Delivery.Limits;
import dev.perf.report.internal.output.Snapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InfluxOutputTest {

    private static final Limits LIMITS = new Limits(1_000_000, 3, ofMillis(1), ofMillis(2), ofSeconds(30));

    private record Answer(int status, String body) {}

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            byte[] body = "gzip".equals(headers.getFirst("Content-Encoding"))
                    ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
                    : exchange.getRequestBody().readAllBytes();
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + headers.getFirst("Authorization"));
            bodies.add(new String(body, StandardCharsets.UTF_8));
            Answer answer = answers.isEmpty() ? new Answer(204, "") : answers.remove();
            byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private InfluxSettings version1() {
        return InfluxSettings.of(url).withDatabase("perf").withLimits(ofSeconds(20), LIMITS);
    }

    private List<String> run(Output output) throws IOException {
        try (OpenOutput open = output.open(Snapshots.run(warnings::add))) {
            open.add(at(1), Snapshots.of(1));
            return open.end(Results.oneInterval());
        }
    }

    @Test
    void postsToADatabaseOfVersionOne() throws Exception {
        assertThat(run(version1().withUser("ann", "secret"))).isEmpty();

        assertThat(requests).hasSize(2).allMatch("POST /write?db=perf&precision=ms Basic YW5uOnNlY3JldA=="::equals);
        assertThat(bodies.get(0))
                .contains("perf_users,run_id=20261120-140307-250,test=shop active=7i,")
                .endsWith(" 1795183388250\n");
        assertThat(bodies.get(1)).contains("type=end ");
        assertThat(warnings).isEmpty();
    }

    @Test
    void eachAgentHasALine() throws Exception {
        try (OpenOutput open = version1().open(Snapshots.run(warnings::add))) {
            open.add(at(1), Snapshots.of(1).withAgents(Snapshots.agents()));
            open.end(Results.oneInterval());
        }

        assertThat(bodies.get(0))
                .contains(
                        "perf_agents,run_id=20261120-140307-250,test=shop,agent=agent-1"
                                + " up=1i,active=5i,rate=12.5,failed_rate=0.5,lag=40,p95=80 1795183388250\n",
                        "perf_agents,run_id=20261120-140307-250,test=shop,agent=agent-2"
                                + " up=0i,active=0i,rate=0,failed_rate=0,lag=3000 1795183388250\n");
    }

    @Test
    void postsToABucketOfVersionTwo() throws Exception {
        assertThat(run(InfluxSettings.of(url + "/")
                        .withBucket("acme & co", "load tests")
                        .withToken("t0ken")
                        .withLimits(ofSeconds(20), LIMITS)))
                .isEmpty();

        assertThat(requests)
                .hasSize(2)
                .allMatch("POST /api/v2/write?bucket=load+tests&org=acme+%26+co&precision=ms Token t0ken"::equals);
    }

    @Test
    void makesTheDatabaseThatIsNotThere() throws Exception {
        answers.add(new Answer(404, "{\"error\":\"database not found: \\\"perf\\\"\"}"));
        answers.add(new Answer(200, "{}"));

        assertThat(run(version1())).isEmpty();

        assertThat(requests)
                .containsExactly(
                        "POST /write?db=perf&precision=ms null",
                        "POST /query null",
                        "POST /write?db=perf&precision=ms null",
                        "POST /write?db=perf&precision=ms null");
        assertThat(bodies.get(1)).isEqualTo("q=CREATE+DATABASE+%22perf%22");
        assertThat(bodies.get(2)).isEqualTo(bodies.get(0));
        assertThat(warnings).isEmpty();
    }

    @Test
    void tellsWhatTheServerSaysWithoutSecrets() throws Exception {
        var unauthorized = new Answer(401, "{\"code\":\"unauthorized\",\"message\":\"token t0ken is not allowed\"}");
        answers.add(unauthorized);
        answers.add(unauthorized);
        InfluxSettings settings = InfluxSettings.of(url)
                .withBucket("acme", "perf")
                .withToken("t0ken")
                .withLimits(ofSeconds(20), LIMITS);

        assertThat(run(settings))
                .containsExactly("Output InfluxDB at " + url + ": of 5 points, 5 were refused, in 2 of 2 batches"
                        + " (status 401: token *** is not allowed).");
        assertThat(warnings)
                .containsExactly(
                        "Output InfluxDB at " + url + ": status 401: token *** is not allowed; the run goes on");
        assertThat(settings).hasToString("InfluxDB at " + url);
    }

    @Test
    void triesAgainWhatABusyServerDidNotTake() throws Exception {
        answers.add(new Answer(503, ""));
        answers.add(new Answer(429, "slow down"));

        try (OpenOutput open = version1().open(Snapshots.run(warnings::add))) {
            open.add(at(1), Snapshots.of(1));
            await(() -> requests.size() == 3);
            assertThat(open.end(Results.oneInterval())).isEmpty();
        }

        assertThat(bodies.subList(0, 3)).containsOnly(bodies.getFirst());
    }

    @Test
    void aServerThatIsGoneOrHangsIsAWarning() throws Exception {
        server.stop(0);
        assertThat(run(version1()))
                .containsExactly("Output InfluxDB at " + url + ": of 5 points, 5 were left when the run ended"
                        + " (connection refused or no way to it).");

        try (var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String there = "http://127.0.0.1:" + hanging.getLocalPort();
            assertThat(run(InfluxSettings.of(there)
                            .withDatabase("perf")
                            .withLimits(
                                    ofSeconds(20), new Limits(1_000_000, 3, ofMillis(1), ofMillis(2), ofMillis(50)))))
                    .containsExactly("Output InfluxDB at " + there
                            + ": of 5 points, 5 were left when the run ended (not done after 50ms).");
            assertThat(run(InfluxSettings.of(there).withDatabase("perf").withLimits(ofMillis(50), LIMITS)))
                    .containsExactly("Output InfluxDB at " + there
                            + ": of 5 points, 5 were left when the run ended (request timed out).");
        }
    }

    @Test
    void mistakesAreFoundBeforeTheRun() {
        assertThat(InfluxSettings.of("127.0.0.1:8086").withDatabase("perf").problems())
                .containsExactly("URL \"127.0.0.1:8086\" must begin with http:// or https://; write for example"
                        + " http://127.0.0.1:8086");
        assertThat(InfluxSettings.of("ftp://influx").withDatabase("perf").problems())
                .containsExactly("URL \"ftp://influx\" must begin with http:// or https://; write for example"
                        + " http://127.0.0.1:8086");
        assertThat(InfluxSettings.of("http://").withDatabase("perf").problems())
                .containsExactly(
                        "URL \"http://\" is none: Expected authority; write for example" + " http://127.0.0.1:8086");
        assertThat(InfluxSettings.of("http://influx?x=y").withDatabase("perf").problems())
                .containsExactly("URL \"http://influx?x=y\" must end with the host, port or path; write for example"
                        + " http://127.0.0.1:8086");
        assertThat(InfluxSettings.of("http://influx").problems())
                .containsExactly(
                        "it has neither a database (InfluxDB 1) nor a bucket (InfluxDB 2); name the one that there is");
        assertThat(InfluxSettings.of("http://influx")
                        .withDatabase("a")
                        .withBucket("acme", "b")
                        .problems())
                .containsExactly(
                        "database \"a\" (InfluxDB 1) and bucket \"b\" (InfluxDB 2) exclude each other; remove one");
        assertThat(version1().problems()).isEmpty();
        InfluxSettings careless = InfluxSettings.of("http://ann:secret@influx").withDatabase("perf");
        assertThat(careless.problems())
                .containsExactly("URL \"http://***@influx\" must end with the host, port or path; write for example"
                        + " http://127.0.0.1:8086");
        assertThat(careless.name()).isEqualTo("InfluxDB at http://***@influx");
    }

    @Test
    void readsAddresses() {
        var provider = new InfluxProvider(Map.of("INFLUX_TOKEN", "from the environment"));
        InfluxSettings one = (InfluxSettings) provider.at("http://influx:8086/perf?username=ann&password=a%26b");
        assertThat(one.url()).isEqualTo("http://influx:8086");
        assertThat(one.database()).isEqualTo("perf");
        assertThat(one.username()).isEqualTo("ann");
        assertThat(one.password()).isEqualTo("a&b");
        assertThat(one.token()).isEmpty();
        assertThat(one.problems()).isEmpty();

        InfluxSettings two = (InfluxSettings) provider.at("https://influx?org=acme&bucket=perf");
        assertThat(two.url()).isEqualTo("https://influx");
        assertThat(two.organisation()).isEqualTo("acme");
        assertThat(two.bucket()).isEqualTo("perf");
        assertThat(two.token()).isEqualTo("from the environment");
        assertThat(two.problems()).isEmpty();
        assertThat(((InfluxSettings) provider.at("https://influx?bucket=perf&token=mine")).token())
                .isEqualTo("mine");

        assertThat(provider.at("http://influx/perf?tokn=x&org&password=50%").problems())
                .containsExactly(
                        "option \"tokn\" is not known; did you mean \"token\"? Options are org, bucket, token,"
                                + " username, password",
                        "option \"org\" has no value; write org=...",
                        "option \"password\" has a % that begins no escape; write %25 for it");
        assertThat(provider.at("").problems())
                .containsExactly(
                        "URL \"\" must begin with http:// or https://; write for example http://127.0.0.1:8086",
                        "it has neither a database (InfluxDB 1) nor a bucket (InfluxDB 2); name the one that there is");
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
