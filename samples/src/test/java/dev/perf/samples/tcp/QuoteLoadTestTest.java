package dev.perf.samples.tcp;

import static dev.perf.Perf.constant;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.users;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.load.LoadProfile;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuoteLoadTestTest {

    /** Long, for a machine that is busy; one test waits for it once. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final QuoteServer server = QuoteServer.start();

    private final Scenario trader =
            QuoteLoadTest.trader(server.address(), DEADLINE).thinkTime(constant(Duration.ZERO));

    @TempDir
    private Path reports;

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void everyTraderKeepsOneConnectionAndTheServerCountsWhatTheResultSays() throws InterruptedException {
        RunResult result = run(trader, users(4).iterations(50));

        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().completed()).isEqualTo(200);
        assertThat(result.request("connect").count()).isEqualTo(4).isEqualTo(server.connections());
        assertThat(result.request("quote").count()).isPositive().isEqualTo(server.quotes());
        assertThat(result.request("buy").count()).isPositive().isEqualTo(server.orders());
        assertThat(server.quotes() + server.orders()).isEqualTo(200);
        assertThat(result.request("disconnect").count()).isEqualTo(4);
        awaitNoConnection();
    }

    @Test
    void anErrorOfTheServerFailsTheIterationAndTheReportSaysItInTheServersWords()
            throws InterruptedException, IOException {
        server.closeMarket();

        RunResult result = run(trader, users(1).iterations(3));

        assertThat(result.ledger().failed()).isEqualTo(3);
        assertThat(result.metric("step_failed")).isEqualTo(new MetricResult.Rate("step_failed", Map.of(), 3, 2));
        assertThat(result.errors())
                .extracting(ErrorResult::kind, QuoteLoadTestTest::message)
                .containsOnly(tuple("step", "QuoteRefusedException: the market is closed (QuoteConnection.java)"));
        assertThat(server.connections()).isOne();
        assertThat(Files.readString(requireNonNull(result.report()).resolve("summary.json")))
                .contains("QuoteRefusedException: the market is closed");
    }

    @Test
    void anAnswerThatDoesNotComeInTimeCostsOneIterationAndTheConnection() throws InterruptedException {
        server.loseAnswers(1);

        RunResult result = run(trader, users(1).iterations(5));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, QuoteLoadTestTest::message, ErrorResult::count)
                .containsExactly(tuple("step", "SocketTimeoutException: Read timed out (QuoteConnection.java)", 1L));
        assertThat(result.ledger().completed()).isEqualTo(4);
        assertThat(result.ledger().failed()).isOne();
        assertThat(result.request("connect").count()).isEqualTo(2).isEqualTo(server.connections());
        assertThat(server.quotes() + server.orders()).isEqualTo(4);
        awaitNoConnection();
    }

    @Test
    void aServerThatGoesAwayFailsTheStepThatNoticesItAndTheConnectsAfterIt() throws InterruptedException {
        Scenario ending = trader.exec("end of the server", user -> server.close());

        RunResult result = run(ending, users(1).iterations(4));

        assertThat(result.ledger().completed()).isOne();
        assertThat(result.ledger().failed()).isEqualTo(3);
        assertThat(result.errors())
                .extracting(ErrorResult::request, QuoteLoadTestTest::message, ErrorResult::count)
                .contains(tuple("connect", "ConnectException: Connection refused (QuoteConnection.java)", 2L));
        assertThat(result.errors().stream().mapToLong(ErrorResult::count).sum()).isEqualTo(3);
    }

    /** Returns the message without the number of its line. */
    private static String message(ErrorResult error) {
        return error.message().replaceAll("\\.java:\\d+\\)$", ".java)");
    }

    private RunResult run(Scenario scenario, LoadProfile load) throws InterruptedException {
        return loadTest("quotes").seed(1).run(scenario, load).run(RunOptions.DEFAULTS.reportsTo(reports));
    }

    private void awaitNoConnection() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (server.openConnections() > 0) {
            assertThat(System.nanoTime() - deadline)
                    .as("connections still open")
                    .isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
