package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.asLongAs;
import static dev.perf.Perf.doIf;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.feed;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.feed.Feeder;
import dev.perf.http.Transport;
import dev.perf.result.ErrorResult;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * scheduled = started + dropped, and started = completed + failed + interrupted, whatever goes wrong. {@link Runs} checks
 * both equations of every run; here are the numbers in them.
 */
class LedgerRunTest {

    private static final class BrandNewError extends Error {
        private static final long serialVersionUID = 1;

        BrandNewError() {
            super("of a library");
        }
    }

    static Stream<Error> errors() {
        return Stream.of(
                new BrandNewError(),
                new AssertionError("not so"),
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError(),
                new NoClassDefFoundError("dev/Missing"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aUserWhoseStepThrowsAnErrorFailsItsIterationAndGoesOn(Error error) throws Exception {
        Scenario clumsy = scenario("clumsy").exec("work", user -> {
            user.pause(ofSeconds(1));
            if (user.iteration() % 2 == 1) {
                throw error;
            }
        });
        RunResult result = run(loadTest("errors").run(clumsy, users(2).during(ofSeconds(10))));

        assertThat(result.ledger()).isEqualTo(ledger(10, 10, 0));
        assertThat(result.request("work").failed()).isEqualTo(10);
        assertThat(result.errors()).singleElement().satisfies(counted -> {
            assertThat(counted.kind()).isEqualTo("step");
            assertThat(counted.message()).startsWith(error.getClass().getSimpleName());
            assertThat(counted.count()).isEqualTo(10);
        });
    }

    @Test
    void anArrivalThatOverflowsItsStackFailsAlone() throws Exception {
        Scenario deep = scenario("deep").exec("work", user -> {
            if (user.id() == 1) {
                assertThat(depth(0)).isNegative();
            }
        });
        RunResult result = run(loadTest("deep").run(deep, arrivals(perSecond(1)).during(ofSeconds(4))));

        assertThat(result.ledger()).isEqualTo(ledger(3, 1, 0));
        assertThat(result.errors())
                .singleElement()
                .extracting(ErrorResult::message)
                .isEqualTo("StackOverflowError");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int depth(int above) {
        return depth(above + 1) + 1;
    }

    @Test
    void conditionsThatThrowFailTheirIterations() throws Exception {
        Scenario asking = scenario("asking")
                .exec(pause(ofSeconds(1)))
                .exec(doIf(
                        session -> session.get("nothing").equals(1), exec("never", user -> user.pause(ofSeconds(1)))));
        Scenario looping = scenario("looping")
                .exec(pause(ofSeconds(1)))
                .exec(asLongAs(
                        session -> {
                            throw new BrandNewError();
                        },
                        exec("never", user -> user.pause(ofSeconds(1)))));
        RunResult result = run(loadTest("conditions")
                .run(asking, users(1).during(ofSeconds(5)))
                .run(looping, arrivals(perSecond(1)).during(ofSeconds(3))));

        assertThat(result.ledger()).isEqualTo(ledger(0, 5 + 3, 0));
        assertThat(result.errors().stream().mapToLong(ErrorResult::count).sum()).isEqualTo(8);
    }

    @Test
    void errorsInOnStartFailTheIterationsThatNeededIt() throws Exception {
        Scenario barred = scenario("barred")
                .onStart(exec("enter", user -> {
                    user.pause(ofSeconds(1));
                    throw new BrandNewError();
                }))
                .exec("work", user -> user.pause(ofSeconds(1)));
        RunResult closed = run(loadTest("closed").run(barred, users(2).during(ofSeconds(5))));
        RunResult open = run(loadTest("open").run(barred, arrivals(perSecond(2)).during(ofSeconds(5))));

        assertThat(closed.ledger()).isEqualTo(ledger(0, 10, 0));
        assertThat(open.ledger()).isEqualTo(ledger(0, 10, 0));
        assertThat(open.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void errorsInOnStopChangeNoIterationThatHasEnded() throws Exception {
        Scenario rude = scenario("rude")
                .exec("work", user -> user.pause(ofSeconds(1)))
                .onStop(exec("leave", user -> {
                    throw new BrandNewError();
                }));
        RunResult closed = run(loadTest("closed").run(rude, users(2).during(ofSeconds(5))));
        RunResult open = run(loadTest("open").run(rude, arrivals(perSecond(2)).during(ofSeconds(5))));

        assertThat(closed.ledger()).isEqualTo(ledger(10, 0, 0));
        assertThat(closed.errors())
                .singleElement()
                .extracting(ErrorResult::count)
                .isEqualTo(2L);
        assertThat(open.ledger()).isEqualTo(ledger(10, 0, 0));
        assertThat(open.errors()).singleElement().extracting(ErrorResult::count).isEqualTo(10L);
    }

    @Test
    void aFeederThatEndsWithinAnIterationFailsThatIteration() throws Exception {
        List<Map<String, Object>> seven = IntStream.range(0, 7)
                .mapToObj(n -> Map.<String, Object>of("n", n))
                .toList();
        Scenario drawing =
                scenario("drawing").exec(feed(Feeder.records(seven))).exec("work", user -> user.pause(ofSeconds(1)));
        RunResult result =
                run(loadTest("data").run(drawing, arrivals(perSecond(2)).during(ofSeconds(5))));

        assertThat(result.ledger()).isEqualTo(ledger(7, 3, 0));
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("feeder");
            assertThat(error.count()).isEqualTo(3);
        });
    }

    @Test
    void anAbortWhileArrivalsAreDroppedAccountsForAllThatWereDue() throws Exception {
        var self = new CompletableFuture<Run>();
        // Due at 0.5, 1.5, ... 9.5: the first four keep all users busy.
        Scenario stuck = scenario("stuck").exec("work", user -> user.pause(ofHours(1)));
        Scenario aborter = scenario("aborter").exec("abort", user -> {
            user.pause(ofSeconds(10));
            self.join().abort("enough");
            user.pause(ofHours(1));
        });
        RunResult result = run(
                loadTest("aborted")
                        .run(stuck, arrivals(perSecond(1)).during(ofMinutes(1)).maxUsers(4))
                        .run(aborter, users(1).during(ofMinutes(1))),
                self);

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.ledger()).isEqualTo(new Ledger(11, 5, 6, 0, 0, 5));
        assertThat(count(result, "dropped_iterations")).isEqualTo(6);
        assertThat(result.duration()).isEqualTo(ofSeconds(10));
    }

    @Test
    void anAbortInOnStartInterruptsTheIterationsThatWaitForIt() throws Exception {
        var self = new CompletableFuture<Run>();
        Scenario entering = scenario("entering")
                .onStart(exec("enter", user -> {
                    user.pause(ofSeconds(2));
                    self.join().abort("at the door");
                    self.join().abort("again");
                    user.pause(ofHours(1));
                }))
                .exec("work", user -> user.pause(ofSeconds(1)));
        RunResult result = run(loadTest("aborted").run(entering, users(5).during(ofMinutes(1))), self);

        assertThat(result.reason()).isEqualTo("at the door");
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 5));
        assertThat(result.duration()).isEqualTo(ofSeconds(2));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aServerThatDiesInTheMiddleFailsTheRest(Transport transport) throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return new MockResponse.Builder().code(200).build();
                }
            });
            server.start(InetAddress.getLoopbackAddress(), 0);
            Scenario visitors = scenario("visitors")
                    .exec("axe", user -> {
                        if (user.id() == 6) {
                            close(server);
                        }
                    })
                    .exec(http("get").get("/"));
            RunResult result = run(loadTest("death")
                    .http(http ->
                            http.baseUrl("http://localhost:" + server.getPort()).transport(transport))
                    .run(visitors, arrivals(perSecond(1)).during(ofSeconds(10))));

            assertThat(result.ledger()).isEqualTo(ledger(6, 4, 0));
            assertThat(result.request("get").failed()).isEqualTo(4);
            assertThat(result.errors().stream().mapToLong(ErrorResult::count).sum())
                    .isEqualTo(4);
        }
    }

    private static void close(MockWebServer server) throws IOException {
        server.close();
    }
}
