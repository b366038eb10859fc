package dev.perf.samples.lines;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.samples.lines.LineRequest.line;
import static dev.perf.threshold.Thresholds.responseTime;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.LoadTest;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.result.ErrorResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A protocol that Perf does not know itself, from the step to the verdict. */
class LineProtocolTest {

    private static RunResult run(LoadTest test) throws InterruptedException {
        return test.run(RunOptions.DEFAULTS.withoutReport());
    }

    @Test
    void linesAreMeasuredJudgedAndSaved() throws Exception {
        try (LineServer server = new LineServer()) {
            var told = new CopyOnWriteArrayList<String>();
            RunResult result = run(loadTest("lines")
                    .run(
                            scenario("pinger")
                                    .exec("number", user -> user.session().set("n", user.iteration()))
                                    .exec(line("ping")
                                            .to("localhost", server.port())
                                            .send("PING #{n}")
                                            .expect("PONG #{n}")
                                            .save("answer"))
                                    .exec(line("again")
                                            .to("localhost", server.port())
                                            .send("PING #{answer}"))
                                    .exec(
                                            "lambda",
                                            user -> user.check(
                                                    "lambda",
                                                    user.send(line("lambda")
                                                                    .to("localhost", server.port())
                                                                    .send("PING 7"))
                                                            .equals("PONG 7"))),
                            users(4).iterations(25))
                    .onRequest(event -> told.add(event.name()))
                    .threshold(responseTime("ping").p95().below(ofSeconds(2)))
                    .threshold("response_time{name:again,scenario:pinger}: count == 100")
                    .threshold("checks{check:lambda}: rate == 1"));

            assertThat(result.errors()).isEmpty();
            assertThat(result.thresholds()).allMatch(threshold -> threshold.passed());
            assertThat(result.requests())
                    .filteredOn(request -> !request.name().equals("number"))
                    .extracting(RequestResult::name, RequestResult::count, RequestResult::failed)
                    .containsExactlyInAnyOrder(
                            tuple("ping", 100L, 0L), tuple("again", 100L, 0L), tuple("lambda", 100L, 0L));
            assertThat(result.request("again").bytesReceived()).isPositive();
            assertThat(told).hasSize(400).contains("ping", "again", "lambda", "number");
            assertThat(server.connections).as("each user keeps its connection").hasValue(4);
        }
    }

    @Test
    void failuresAreCountedByKindAndTheUserConnectsAgain() throws Exception {
        try (LineServer server = new LineServer()) {
            RunResult result = run(loadTest("lines")
                    .run(
                            scenario("pinger")
                                    .exec(line("wrong")
                                            .to("localhost", server.port())
                                            .send("HELLO")
                                            .expect("PONG"))
                                    .exec(line("bye")
                                            .to("localhost", server.port())
                                            .send("BYE"))
                                    .exec(line("ping")
                                            .to("localhost", server.port())
                                            .send("PING")
                                            .expect("PONG")),
                            users(1).iterations(2)));
            assertThat(result.ledger().failed()).isEqualTo(2);
            assertThat(result.errors())
                    .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message, ErrorResult::count)
                    .containsExactlyInAnyOrder(
                            tuple("answer", "wrong", "expected a line that begins with PONG, got WHAT", 2L),
                            tuple("io", "bye", "EOFException: the server closed the connection", 2L));
            assertThat(result.request("ping").failed()).isZero();
            assertThat(result.request("wrong").failed()).isEqualTo(2);
            assertThat(server.connections).hasValue(3);
        }
    }

    @Test
    void anAnswerThatComesByteByByteEndsWithTheTimeout() throws Exception {
        try (LineServer server = new LineServer()) {
            RunResult result = run(loadTest("lines")
                    .run(
                            scenario("pinger")
                                    .exec(line("drip")
                                            .to("localhost", server.port())
                                            .timeout(Duration.ofMillis(200))
                                            .send("DRIP"))
                                    .exec(line("ping")
                                            .to("localhost", server.port())
                                            .send("PING")
                                            .expect("PONG")),
                            users(1).iterations(1)));
            assertThat(result.errors())
                    .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::count)
                    .containsExactly(tuple("timeout", "drip", 1L));
            assertThat(result.request("ping").failed()).isZero();
        }
    }

    @Test
    void mistakesAreFoundBeforeTheRun() {
        LoadTest test = loadTest("lines")
                .run(
                        scenario("pinger")
                                .exec(line("ping").to("localhost", 0).send("PING #{nothing}"))
                                .exec(line("late")
                                        .to("localhost", 7)
                                        .timeout(Duration.ZERO)
                                        .send("#{")),
                        users(1).iterations(1));
        InvalidPlanException refused = catchThrowableOfType(InvalidPlanException.class, () -> run(test));
        assertThat(refused.problems())
                .allMatch(problem -> problem.location().file().equals("LineProtocolTest.java"));
        assertThat(refused.problems())
                .extracting(Problem::where, Problem::message)
                .contains(
                        tuple("scenario \"pinger\", request \"ping\"", "port must be from 1 to 65535, got 0"),
                        tuple(
                                "scenario \"pinger\", request \"late\"",
                                "timeout must be positive and at most a day, got PT0S"))
                .anyMatch(problem -> problem.toString().contains("nothing"))
                .hasSize(4);
    }
}
