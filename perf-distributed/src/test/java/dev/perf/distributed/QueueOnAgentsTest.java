package dev.perf.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import dev.perf.spi.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A queue over agents in processes of their own. */
@Timeout(180)
class QueueOnAgentsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private QueueOptions options() {
        return QueueOptions.DEFAULTS.runs(RunOptions.DEFAULTS.reportsTo(folder.resolve("reports")));
    }

    private static JobRequest request(String name, Duration time) {
        return JobRequest.of(LoadTest.madeBy(() -> QueuedTests.lasting(name, time)))
                .backOff(Duration.ofMillis(100), Duration.ofSeconds(1));
    }

    private static JobStatus await(Job job, Predicate<JobStatus> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JobStatus status = job.status();
            if (condition.test(status)) {
                return status;
            }
            assertThat(System.nanoTime()).as(status.toString()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void runsTwoTestsAtOnceOnAgentsOfTheirOwn() throws Exception {
        try (TestQueue queue = TestQueue.on(Fleet.local(3), options())) {
            Job one = queue.submit(request("one", Duration.ofSeconds(3)));
            Job two = queue.submit(request("two", Duration.ofSeconds(3)).agents(2));
            await(one, status -> status.state() == JobState.RUNNING);
            assertThat(two.status().state()).isEqualTo(JobState.RUNNING);
            assertThat(queue.agents()).extracting(AgentSummary::name).containsExactly("local-1", "local-2", "local-3");

            List<String> used = new ArrayList<>();
            for (Job job : List.of(one, two)) {
                JobStatus status = job.await(PATIENCE);
                assertThat(status.state()).as(status.reason()).isEqualTo(JobState.PASSED);
                used.addAll(status.attempts().getFirst().agents());
                assertThat(job.results().getFirst().result().ledger().completed())
                        .isEqualTo(60);
            }
            assertThat(used).containsExactlyInAnyOrder("local-1", "local-2", "local-3");
        }
    }

    @Test
    void beginsWhatIsMoreUrgentFirstAndRefusesWhatNoAgentCanDo() throws Exception {
        try (TestQueue queue = TestQueue.on(Fleet.local(1), options())) {
            queue.submit(request("first", Duration.ofSeconds(1)));
            List<Job> waiting = Stream.of(Priority.LOW, Priority.NORMAL, Priority.HIGH)
                    .map(priority -> queue.submit(request(priority.name(), Duration.ofMillis(500))
                            .id(priority.name())
                            .priority(priority)))
                    .toList();
            assertThatThrownBy(() -> queue.submit(
                            request("vms", Duration.ofSeconds(1)).id("vms").require("os", "vms")))
                    .isInstanceOf(FleetException.class)
                    .hasMessage("job \"vms\" needs 1 agent with os=vms; the fleet has 0 of them among 1 agent: local-1"
                            + " (no labels); start such agents, or ask for less");

            assertThat(queue.awaitAll().passed()).isEqualTo(4);
            assertThat(waiting.stream()
                            .map(Job::status)
                            .sorted(Comparator.comparing(
                                    status -> status.attempts().getFirst().startedAt()))
                            .map(JobStatus::id))
                    .containsExactly("HIGH", "NORMAL", "LOW");
        }
    }

    @Test
    void triesATestAgainOnAnotherAgentWhenItsAgentIsKilledAndKnowsThatLater() throws Exception {
        Path jobs = folder.resolve("queue");
        String id;
        try (TestQueue queue = TestQueue.on(Fleet.local(2), jobs)) {
            String marker = folder.resolve("under-load").toString();
            Job job = queue.submit(
                    JobRequest.of(LoadTest.madeBy(() -> QueuedTests.marking(marker, Duration.ofSeconds(4))))
                            .backOff(Duration.ofMillis(100), Duration.ofSeconds(1)));
            id = job.id();
            String first = await(job, status -> status.state() == JobState.RUNNING)
                    .attempts()
                    .getFirst()
                    .agents()
                    .getFirst();
            await(job, status -> Files.exists(Path.of(marker)));
            agent(first).destroyForcibly();

            JobStatus status = job.await(PATIENCE);
            assertThat(status.state()).as(status.toString()).isEqualTo(JobState.PASSED);
            assertThat(status.attempts()).hasSize(2);
            Attempt lost = status.attempts().getFirst();
            assertThat(lost.outcome()).isEqualTo(Outcome.LOST);
            assertThat(lost.lost()).containsOnlyKeys(first);
            assertThat(status.attempts().getLast().agents()).doesNotContain(first);
            assertThat(queue.agents())
                    .filteredOn(agent -> agent.name().equals(first))
                    .extracting(AgentSummary::state)
                    .containsExactly(AgentSummary.State.GONE);
        }

        try (TestQueue again = TestQueue.on(Fleet.local(1), jobs)) {
            assertThat(again.status(id).state()).isEqualTo(JobState.PASSED);
            List<AttemptResult> results = again.results(id);
            assertThat(results).hasSize(2);
            assertThat(results.getLast().figures().test()).isEqualTo("marking");
        }
    }

    @Test
    void triesATestOnceThatAgentsCannotMake() throws Exception {
        try (TestQueue queue = TestQueue.on(Fleet.local(1), options())) {
            Job job = queue.submit(JobRequest.of(LoadTest.madeBy(() -> QueuedTests.fickle())));

            JobStatus status = job.await(PATIENCE);

            assertThat(status.state()).isEqualTo(JobState.FAILED);
            assertThat(status.attempts()).hasSize(1);
            assertThat(status.reason()).contains("makes another test here than in the first process");
        }
    }

    private static ProcessHandle agent(String name) {
        return ProcessHandle.current()
                .children()
                .filter(child -> List.of(child.info().arguments().orElseThrow()).contains(name))
                .findFirst()
                .orElseThrow();
    }
}
