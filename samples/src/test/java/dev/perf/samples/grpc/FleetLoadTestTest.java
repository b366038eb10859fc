package dev.perf.samples.grpc;

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
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetLoadTestTest {

    /** Long, for a machine that is busy and JVM that is cold; one test waits for it once. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final FleetServer server = FleetServer.start();

    private final ManagedChannel channel = FleetLoadTest.channel(server.port());

    private final Scenario agent = FleetLoadTest.agent(channel, DEADLINE).thinkTime(constant(Duration.ZERO));

    @TempDir
    private Path reports;

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void theServerCountsCallsAndMessagesOfStreamsAsTheResultDoes() throws InterruptedException {
        RunResult result = run(users(3).iterations(4));

        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().completed()).isEqualTo(12);
        assertThat(result.request("register").count()).isEqualTo(3).isEqualTo(server.agents());
        assertThat(result.request("assign task").count()).isEqualTo(12).isEqualTo(server.tasks());
        assertThat(result.request("watch task").count()).isEqualTo(12);
        assertThat(server.progress()).isEqualTo(12 * 4);
        assertThat(((MetricResult.Counter) result.metric("progress_messages")).count())
                .isEqualTo(server.progress());
        assertThat(result.request("heartbeats").count()).isEqualTo(12);
        assertThat(server.pulses()).isEqualTo(12 * 3);
        MetricResult.Trend beats = (MetricResult.Trend) result.metric("group_duration{group:beat}");
        assertThat(beats.distribution().count()).isEqualTo(server.pulses());
    }

    @Test
    void aStatusOfTheServerIsInTheReportByItsCode() throws InterruptedException, IOException {
        server.beBusy();

        RunResult result = run(users(1).iterations(3));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message, ErrorResult::count)
                .containsExactly(tuple("RESOURCE_EXHAUSTED", "assign task", "all agents are busy", 3L));
        assertThat(result.request("assign task").failed()).isEqualTo(3);
        assertThat(result.ledger().failed()).isEqualTo(3);
        assertThat(server.agents()).isOne();
        assertThat(Files.readString(requireNonNull(result.report()).resolve("summary.json")))
                .contains("RESOURCE_EXHAUSTED");
    }

    @Test
    void aCallWithoutAnAnswerEndsAtItsDeadline() throws InterruptedException {
        server.beSilent();

        RunResult result = run(users(2).iterations(1));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::count)
                .containsExactly(tuple("DEADLINE_EXCEEDED", "assign task", 2L));
        assertThat(result.request("assign task").serviceTime().min()).isGreaterThanOrEqualTo(DEADLINE.minusMillis(100));
    }

    @Test
    void callsToAServerThatIsGoneAreUnavailable() throws InterruptedException {
        server.close();

        RunResult result = run(users(2).iterations(3));

        assertThat(result.ledger().failed()).isEqualTo(6);
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message, ErrorResult::count)
                .containsExactly(tuple("UNAVAILABLE", "register", "io exception", 6L));
    }

    private RunResult run(LoadProfile load) throws InterruptedException {
        return loadTest("fleet").seed(1).run(agent, load).run(RunOptions.DEFAULTS.reportsTo(reports));
    }
}
