package dev.perf.engine.internal.http.transport;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.get;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.parallel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.Mistakes;
import dev.perf.feed.Feeder;
import dev.perf.http.Connections;
import dev.perf.http.HttpSettings;
import dev.perf.http.Tls;
import dev.perf.load.LoadProfile;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users who prove each with a key of its own who they are, as a server sees it that asks for it. */
class ClientKeysRunTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final Scenario ONE = scenario("one").exec(http("one").get("/one"));

    @TempDir
    private static Path folder;

    private static Path keys;
    private static Path trusted;

    /** Subjects in the order of their connections, and the users that each of them spoke for. */
    private final List<String> subjects = new CopyOnWriteArrayList<>();

    private final Map<String, Set<String>> usersOf = new ConcurrentHashMap<>();
    private RawServer server;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = TestTls.clientKeysIn(folder, "carol", "Alice", "bob");
        trusted = TestTls.LOCALHOST.pemIn(folder);
    }

    @BeforeEach
    void start() {
        server = new RawServer(TestTls.LOCALHOST.contextTrusting(keys), this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void serve(RawServer.Peer peer) throws IOException {
        peer.tls().setNeedClientAuth(true);
        peer.tls().startHandshake();
        String subject = peer.tls().getSession().getPeerPrincipal().getName().replace("CN=perf test ", "");
        subjects.add(subject);
        while (peer.readHead()) {
            usersOf.computeIfAbsent(subject, ignored -> ConcurrentHashMap.newKeySet())
                    .add(peer.path());
            peer.write(OK);
        }
    }

    private RunResult run(UnaryOperator<HttpSettings> settings, Scenario scenario, LoadProfile load)
            throws InterruptedException {
        return loadTest("keys")
                .http(http -> settings.apply(http.baseUrl(server.origin().toString())))
                .run(scenario, load)
                .run(RunOptions.DEFAULTS.withoutReport());
    }

    private RunResult run(UnaryOperator<Tls> tls, LoadProfile load) throws InterruptedException {
        return run(http -> http.tls(of -> tls.apply(of.trust(trusted))), ONE, load);
    }

    @Test
    void arrivalsTakeTheKeysInTurn() throws Exception {
        RunResult result = run(
                tls -> tls.clientKeys(keys, "changeit"), arrivals(perSecond(60)).during(Duration.ofMillis(100)));

        assertThat(result.errors()).isEmpty();
        assertThat(subjects).containsExactlyInAnyOrder("Alice", "bob", "carol", "Alice", "bob", "carol");
    }

    @Test
    void aUserKeepsItsKeyFromConnectionToConnection() throws Exception {
        Scenario named = scenario("named")
                .feed(Feeder.records(List.of(Map.of("user", "1"), Map.of("user", "2"), Map.of("user", "3"))))
                .exec(repeat(5, http("hello").get("/#{user}")));
        RunResult result = run(
                http -> http.connections(Connections.newPerRequest())
                        .tls(tls -> tls.trust(trusted).clientKeys(keys, "changeit")),
                named,
                users(3).iterations(3));

        assertThat(result.errors()).isEmpty();
        assertThat(subjects).hasSize(3 * 3 * 5);
        assertThat(usersOf.keySet()).containsExactlyInAnyOrder("Alice", "bob", "carol");
        assertThat(usersOf.values()).allSatisfy(paths -> assertThat(paths).hasSize(1));
    }

    @Test
    void aSessionNamesTheKey() throws Exception {
        Scenario named = scenario("named")
                .feed(Feeder.records(List.of(Map.of("alias", "bob"), Map.of("alias", "ALICE"))))
                .exec(http("hello").get("/#{alias}"));
        RunResult result = run(
                http -> http.tls(tls -> tls.trust(trusted).clientKeys(keys, "changeit", "#{alias}")),
                named,
                users(2).iterations(3));

        assertThat(result.errors()).isEmpty();
        assertThat(subjects).containsExactlyInAnyOrder("Alice", "bob");
        assertThat(usersOf).isEqualTo(Map.of("Alice", Set.of("/ALICE"), "bob", Set.of("/bob")));
    }

    @Test
    void requestsAtTheSameTimeProveTheSame() throws Exception {
        Scenario batch = scenario("batch").exec(parallel("files", get("/1"), get("/2"), get("/3")));
        RunResult result = run(
                http -> http.tls(tls -> tls.trust(trusted).clientKeys(keys, "changeit")),
                batch,
                users(1).iterations(3));

        assertThat(result.errors()).isEmpty();
        assertThat(Set.copyOf(subjects)).containsExactly("Alice");
        assertThat(subjects).hasSizeBetween(1, 3);
    }

    @Test
    void shakesHandsInFullWhereSessionsAreNotResumed() throws Exception {
        RunResult result = run(
                tls -> tls.clientKeys(keys, "changeit").withoutResumption(),
                arrivals(perSecond(60)).during(Duration.ofMillis(100)));

        assertThat(result.errors()).isEmpty();
        assertThat(subjects).hasSize(6);
    }

    @Test
    void failsTheRequestWhoseKeyTheStoreDoesNotHave() throws Exception {
        Scenario named = scenario("named")
                .feed(Feeder.records(List.of(Map.of("alias", "dave"))))
                .exec(http("hello").get("/#{alias}"));
        RunResult result = run(
                http -> http.tls(tls -> tls.trust(trusted).clientKeys(keys, "changeit", "#{alias}")),
                named,
                users(1).iterations(3));

        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("request");
            assertThat(error.message())
                    .isEqualTo("tls clientKeys: " + keys + " has no key \"dave\"; it has alice, bob, carol");
            assertThat(error.count()).isEqualTo(result.ledger().started());
        });
        assertThat(subjects).isEmpty();
    }

    @Test
    void namesEachMistakeBeforeTheFirstRequest() {
        LoadProfile load = arrivals(perSecond(10)).during(Duration.ofMillis(100));
        assertThat(Mistakes.of(() -> run(
                        http -> http.transport(dev.perf.http.Transport.JDK)
                                .connections(Connections.shared(3))
                                .tls(tls -> tls.clientKey(folder.resolve("none.p12"), "x")
                                        .clientKeys(keys, "changeit", "#{alias")),
                        ONE,
                        load)))
                .containsExactlyInAnyOrder(
                        "http settings: shared connections and tls clientKeys exclude each other: a connection is one"
                                + " client's",
                        "http settings: connections other than perUser() cannot be had on the jdk transport; remove it,"
                                + " or use transport(SOCKET)",
                        "http settings: tls clientKeys(...) cannot be had on the jdk transport; remove it, or use"
                                + " transport(SOCKET)",
                        "http settings: tls clientKey: " + folder + "/none.p12 does not exist; the path counts from "
                                + Path.of("").toAbsolutePath(),
                        "http settings: tls clientKey and clientKeys exclude each other; remove one of them",
                        "http settings: tls clientKeys: template at 0: \"#{\" is never closed; add the missing \"}\"\n"
                                + "      #{alias\n"
                                + "      ^");
        assertThat(Mistakes.of(() -> run(tls -> tls.clientKeys(folder.resolve("none.p12"), "x"), load)))
                .containsExactlyInAnyOrder(
                        "http settings: tls clientKeys: " + folder + "/none.p12 does not exist; the path counts from "
                                + Path.of("").toAbsolutePath());
        assertThat(Mistakes.of(() -> run(tls -> tls.clientKeys(keys, "wrong"), load)))
                .containsExactlyInAnyOrder(
                        "http settings: tls clientKeys: " + keys + " cannot be read (keystore password was incorrect)");
        assertThat(Mistakes.of(() -> run(tls -> tls.clientKey(keys, "changeit"), load)))
                .containsExactlyInAnyOrder("http settings: tls clientKey: " + keys
                        + " must hold one private key, and holds 3; clientKeys gives each user its own");
    }
}
