package dev.perf.distributed;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.LoadTest;
import dev.perf.distributed.FakeFleet.FakeRun;
import dev.perf.distributed.internal.job.Attempts.Ending;
import dev.perf.fleet.FleetException;
import dev.perf.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TestQueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Path folder;

    private FakeFleet fleet = new FakeFleet();
    private VirtualClock clock = new VirtualClock();
    private @Nullable TestQueue queue;

    TestQueueTest(@TempDir Path root) {
        folder = root.resolve("queue");
    }

    /** A test that can be made again, for it says who makes it. */
    static LoadTest shop() {
        return named("shop", 1);
    }

    private static LoadTest named(String name, int minutes) {
        return loadTest(name)
                .run(scenario("buy").exec("rest", user -> {}), users(1).during(Duration.ofMinutes(minutes)));
    }

    private TestQueue open() {
        return open(QueueOptions.DEFAULTS);
    }

    private TestQueue open(QueueOptions options) {
        queue = TestQueue.open(fleet, fleet, clock, options, PATIENCE, null);
        return queue;
    }

    private TestQueue openFolder() throws IOException {
        queue = TestQueue.open(fleet, fleet, clock, QueueOptions.DEFAULTS, PATIENCE, JobFolder.open(folder));
        return queue;
    }

    /** What is left of a queue whose process was killed: its folder. */
    private TestQueue killAndOpen() throws IOException {
        Path copy = folder.resolveSibling(folder.getFileName() + "-after");
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file).toString()));
            }
        }
        if (queue != null) {
            queue.close();
        }
        folder = copy;
        fleet = new FakeFleet().agents("a", "b");
        clock = new VirtualClock();
        return openFolder();
    }

    @AfterEach
    void close() {
        if (queue != null) {
            queue.close();
            assertThat(fleet.isClosed).isTrue();
        }
    }

    @Test
    void runsAJobOnAnAgentAndKeepsWhatCameOfIt() throws Exception {
        fleet.agents("a", "b");
        TestQueue jobs = open();

        Job job = jobs.submit(JobRequest.of(shop()).tag("team", "cart"));

        assertThat(job.id()).isEqualTo("shop-1");
        assertThat(job.status().state()).isEqualTo(JobState.RUNNING);
        assertThat(fleet.last().agents).containsExactly("a");
        fleet.last().end(Verdict.PASSED);
        JobStatus status = job.await();
        assertThat(status.state()).isEqualTo(JobState.PASSED);
        assertThat(status.reason()).isEqualTo("verdict PASSED");
        assertThat(status.tags()).containsExactly(Map.entry("team", "cart"));
        assertThat(status.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.agents()).containsExactly("a");
            assertThat(attempt.outcome()).isEqualTo(Outcome.PASSED);
        });
        assertThat(job.results()).singleElement().satisfies(one -> {
            assertThat(one.result()).isNotNull();
            assertThat(one.figures().verdict()).isEqualTo(Verdict.PASSED);
        });
        assertThat(jobs.summary()).isEqualTo(new QueueSummary(1, 0, 0, 1, 0, 0, 0, 0, 0));
        assertThat(jobs.summary().passRate()).isEqualTo(1);
        assertThat(clock.pending()).as("alarms left").isZero();
    }

    @Test
    void moreUrgentJobsBeginFirst() {
        fleet.agents("a");
        TestQueue jobs = open();
        jobs.submit(JobRequest.of(shop()).id("first"));
        jobs.submit(JobRequest.of(shop()).id("low").priority(Priority.LOW));
        jobs.submit(JobRequest.of(shop()).id("normal"));
        jobs.submit(JobRequest.of(shop()).id("urgent").priority(Priority.URGENT));
        jobs.submit(JobRequest.of(shop()).id("high").priority(Priority.HIGH));

        for (int i = 0; i < 5; i++) {
            fleet.last().end(Verdict.PASSED);
        }

        assertThat(fleet.runs.stream().map(run -> run.job)).containsExactly("first", "urgent", "high", "normal", "low");
    }

    @Test
    void aFailedVerdictStandsAndIsNotTriedAgain() {
        fleet.agents("a", "b");
        Job job = open().submit(JobRequest.of(shop()).retries(5));

        fleet.last().end(Verdict.FAILED);
        clock.advance(Duration.ofHours(1));

        assertThat(job.status().state()).isEqualTo(JobState.FAILED);
        assertThat(fleet.runs).hasSize(1);
    }

    @Test
    void anInvalidVerdictIsTriedAgainOnlyWhereAskedFor() {
        fleet.agents("a", "b");
        TestQueue jobs = open();
        Job once = jobs.submit(JobRequest.of(shop()));
        fleet.last().end(Verdict.INVALID);
        Job again = jobs.submit(JobRequest.of(shop()).retryingInvalid());
        FakeRun first = fleet.last();
        first.end(Verdict.INVALID);
        clock.advance(Duration.ofSeconds(5));
        fleet.last().end(Verdict.PASSED);

        assertThat(once.status().state()).isEqualTo(JobState.INVALID);
        assertThat(again.status().state()).isEqualTo(JobState.PASSED);
        assertThat(fleet.last().agents).doesNotContainAnyElementsOf(first.agents);
    }

    @Test
    void aLostAttemptIsMadeAgainAfterAPauseOnAnotherAgent() {
        fleet.agents("a", "b");
        TestQueue jobs = open();
        Job job = jobs.submit(JobRequest.of(shop()));

        fleet.last().lose("a");

        assertThat(job.status().state()).isEqualTo(JobState.QUEUED);
        assertThat(job.status().reason()).isEqualTo("is tried again in 5 s: agent a was lost");
        clock.advance(Duration.ofMillis(4_999));
        assertThat(fleet.runs).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(fleet.last().agents).containsExactly("b");
        fleet.last().end(Verdict.PASSED);
        assertThat(job.status().state()).isEqualTo(JobState.PASSED);
        assertThat(jobs.agents())
                .extracting(AgentSummary::name, AgentSummary::passed, AgentSummary::lost)
                .containsExactly(tuple("a", 0, 1), tuple("b", 1, 0));
    }

    @Test
    void retriesEndWithTheirBound() {
        fleet.agents("a", "b");
        Job job = open(QueueOptions.DEFAULTS.mostAgentsLost(99)).submit(JobRequest.of(shop()));

        for (int i = 0; i < 3; i++) {
            fleet.last().lose(fleet.last().agents.getFirst());
            clock.advance(Duration.ofMinutes(5));
        }

        assertThat(fleet.runs).hasSize(3);
        assertThat(job.status().state()).isEqualTo(JobState.LOST);
        assertThat(job.status().reason()).endsWith(" was lost; after attempt 3 it is not tried again");
    }

    @Test
    void aJobThatLosesAgentAfterAgentIsGivenUp() {
        fleet.agents("a", "b", "c", "d");
        Job job = open().submit(JobRequest.of(shop()).retries(100));

        for (int i = 0; i < 4; i++) {
            if (!job.status().state().isOver()) {
                fleet.last().lose(fleet.last().agents.getFirst());
                clock.advance(Duration.ofMinutes(5));
            }
        }

        assertThat(fleet.runs).hasSize(3);
        assertThat(job.status().reason())
                .isEqualTo("agent c was lost; it has lost 3 agents (a, b, c) and may be the cause, so it is not tried"
                        + " again");
    }

    @Test
    void anAbortedRunIsTheFleetsFailureOnlyIfItLostAgents() {
        fleet.agents("a", "b");
        TestQueue jobs = open();
        Job stopped = jobs.submit(JobRequest.of(shop()));
        fleet.last().end(Verdict.ABORTED);
        Job lost = jobs.submit(JobRequest.of(shop()).retries(0));
        fleet.last().end(new Ending.Finished(FakeFleet.result(Verdict.ABORTED), Map.of("a", "killed")));
        Job takenOver = jobs.submit(JobRequest.of(shop()));
        fleet.last().end(new Ending.Finished(FakeFleet.result(Verdict.PASSED), Map.of("a", "killed")));

        assertThat(stopped.status().state()).isEqualTo(JobState.ABORTED);
        assertThat(lost.status().state()).isEqualTo(JobState.LOST);
        assertThat(takenOver.status().state()).isEqualTo(JobState.PASSED);
    }

    @Test
    void aTestWithMistakesFailsAtOnce() {
        fleet.agents("a");
        Job job = open().submit(JobRequest.of(shop()));

        fleet.last().end(new Ending.Invalid("test \"shop\" has 1 mistake"));

        assertThat(job.status().state()).isEqualTo(JobState.FAILED);
        assertThat(job.status().reason()).isEqualTo("test \"shop\" has 1 mistake");
    }

    @Test
    void cancelsWhatWaits() {
        fleet.agents("a");
        TestQueue jobs = open();
        jobs.submit(JobRequest.of(shop()));
        Job job = jobs.submit(JobRequest.of(shop()));

        assertThat(job.cancel("not needed")).isTrue();

        assertThat(job.status().state()).isEqualTo(JobState.ABORTED);
        assertThat(job.status().reason()).isEqualTo("not needed");
        assertThat(job.cancel("again")).isFalse();
        fleet.last().end(Verdict.PASSED);
        assertThat(fleet.runs).hasSize(1);
    }

    @Test
    void cancelsWhatRunsGently() {
        fleet.agents("a");
        Job job = open().submit(JobRequest.of(shop()));

        assertThat(job.cancel("not needed")).isTrue();

        assertThat(job.status().state()).isEqualTo(JobState.STOPPING);
        assertThat(job.cancel("again")).isFalse();
        assertThat(fleet.last().orders).containsExactly("stop: not needed");
        fleet.last().end(Verdict.ABORTED);
        assertThat(job.status().state()).isEqualTo(JobState.ABORTED);
        assertThat(job.status().reason()).isEqualTo("not needed");
    }

    @Test
    void aVerdictThatCameBeforeTheCancelStands() {
        fleet.agents("a");
        Job job = open().submit(JobRequest.of(shop()));

        job.cancel("not needed");
        fleet.last().end(Verdict.PASSED);

        assertThat(job.status().state()).isEqualTo(JobState.PASSED);
    }

    @Test
    void aCancelledJobIsNotTriedAgainWhenItsAgentIsLost() {
        fleet.agents("a", "b");
        Job job = open().submit(JobRequest.of(shop()));

        job.cancel("not needed");
        fleet.last().lose("a");
        clock.advance(Duration.ofHours(1));

        assertThat(job.status().state()).isEqualTo(JobState.ABORTED);
        assertThat(fleet.runs).hasSize(1);
    }

    @Test
    void stopsThenAbortsARunThatTakesTooLong() {
        fleet.agents("a");
        Job job = open().submit(JobRequest.of(shop()).timeout(Duration.ofMinutes(5)));

        clock.advance(Duration.ofMinutes(5));
        assertThat(fleet.last().orders).containsExactly("stop: it took longer than its timeout of 300 s");
        clock.advance(Duration.ofSeconds(59));
        assertThat(fleet.last().orders).hasSize(1);
        clock.advance(Duration.ofSeconds(1));

        assertThat(fleet.last().orders).last().isEqualTo("abort: it took longer than its timeout of 300 s");
        assertThat(job.status().state()).isEqualTo(JobState.ABORTED);
    }

    @Test
    void refusesWhatTheFleetCannotRun() {
        fleet.agent("a", 1, Map.of("os", "linux")).agent("b", 1, Map.of("os", "windows"));
        TestQueue jobs = open();

        assertThatThrownBy(() -> jobs.submit(JobRequest.of(shop()).require("os", "mac")))
                .isInstanceOf(FleetException.class)
                .hasMessage("job \"shop-1\" needs 1 agent with os=mac; the fleet has 0 of them among 2 agents:"
                        + " a (os=linux), b (os=windows); start such agents, or ask for less");
        assertThatThrownBy(() -> jobs.submit(JobRequest.of(shop()).agents(3)))
                .hasMessage("job \"shop-1\" needs 3 agents; the fleet has 2 agents: a (os=linux), b (os=windows);"
                        + " start such agents, or ask for less");
        assertThat(jobs.jobs()).isEmpty();
    }

    @Test
    void waitsForAgentsThatMayStillJoin() {
        fleet.mayGrow = true;
        fleet.agents("a");
        TestQueue jobs = open();
        Job served = jobs.submit(JobRequest.of(shop()).agents(2));
        clock.advance(Duration.ofSeconds(59));
        assertThat(served.status().reason())
                .isEqualTo("job \"shop-1\" needs 2 agents; the fleet has 1 agent: a (no labels)");

        fleet.agents("b");

        assertThat(served.status().state()).isEqualTo(JobState.RUNNING);
        Job inVain = jobs.submit(JobRequest.of(shop()).agents(3).patience(Duration.ofSeconds(10)));
        clock.advance(Duration.ofMillis(9_999));
        assertThat(inVain.status().state()).isEqualTo(JobState.QUEUED);
        clock.advance(Duration.ofMillis(1));
        assertThat(inVain.status().state()).isEqualTo(JobState.REFUSED);
        assertThat(inVain.status().reason())
                .isEqualTo(
                        "job \"shop-2\" needs 3 agents; the fleet has 2 agents: a (no labels), b (no labels), after 10"
                                + " s of waiting for others");
    }

    @Test
    void aJobWhoseAgentsAreGoneDoesNotWaitForEver() {
        fleet.agents("a", "b");
        TestQueue jobs = open();
        jobs.submit(JobRequest.of(shop()));
        Job job = jobs.submit(JobRequest.of(shop()).agents(2));
        fleet.remove("b");
        clock.advance(PATIENCE.minusMillis(1));
        assertThat(job.status().state()).isEqualTo(JobState.QUEUED);

        clock.advance(Duration.ofMillis(1));

        assertThat(job.status().state()).isEqualTo(JobState.REFUSED);
    }

    @Test
    void beginsNothingBeforeItsMoment() {
        fleet.agents("a");
        Job job = open().submit(JobRequest.of(shop()).notBefore(clock.now().plusSeconds(3600)));

        clock.advance(Duration.ofMillis(3_599_999));
        assertThat(job.status().state()).isEqualTo(JobState.QUEUED);
        clock.advance(Duration.ofMillis(1));

        assertThat(job.status().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void takesAnIdOnceWhateverItsCase() {
        fleet.agents("a");
        TestQueue jobs = open();
        Job job = jobs.submit(JobRequest.of(shop()).id("Nightly"));

        assertThatThrownBy(() -> jobs.submit(JobRequest.of(shop()).id("nightly")))
                .hasMessageStartingWith("the queue has a job \"nightly\" already");
        assertThatThrownBy(() -> jobs.forget("Nightly"))
                .hasMessage("job \"Nightly\" is RUNNING; only what is over can be forgotten");
        fleet.last().end(Verdict.PASSED);
        jobs.forget(job.id());
        assertThatThrownBy(job::status).isInstanceOf(NoSuchElementException.class);
        assertThat(jobs.submit(JobRequest.of(shop()).id("nightly")).status().state())
                .isEqualTo(JobState.RUNNING);
    }

    @Test
    void drainingEndsWithWhatRuns() throws Exception {
        fleet.agents("a");
        TestQueue jobs = open();
        Job running = jobs.submit(JobRequest.of(shop()));
        Job queued = jobs.submit(JobRequest.of(shop()));
        assertThatThrownBy(() -> running.await(Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("job \"shop-1\" is RUNNING after 1 ms: runs on a");
        var drain = Thread.ofPlatform().start(() -> {
            try {
                jobs.drain();
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(queued.await().state()).isEqualTo(JobState.QUEUED);

        fleet.last().end(Verdict.PASSED);

        assertThat(drain.join(Duration.ofSeconds(30))).isTrue();
        assertThat(running.status().state()).isEqualTo(JobState.PASSED);
        assertThat(fleet.runs).hasSize(1);
        assertThatThrownBy(() -> jobs.submit(JobRequest.of(shop()))).hasMessageContaining("the queue is drained");
    }

    @Test
    void closingAbortsWhatRunsAndWhatWaits() {
        fleet.agents("a");
        TestQueue jobs = open();
        Job running = jobs.submit(JobRequest.of(shop()));
        Job queued = jobs.submit(JobRequest.of(shop()));

        jobs.close();

        assertThat(fleet.last().orders).containsExactly("abort: the queue was closed");
        assertThat(running.status().state()).isEqualTo(JobState.ABORTED);
        assertThat(queued.status().state()).isEqualTo(JobState.ABORTED);
    }

    @Test
    void goesOnWithItsFolderInAnotherProcess() throws Exception {
        fleet.agents("a");
        TestQueue before = openFolder();
        before.submit(JobRequest.of(shop()).id("done"));
        fleet.last().end(Verdict.FAILED);
        before.submit(JobRequest.of(shop()).id("running"));
        before.submit(JobRequest.of(shop()).id("queued").priority(Priority.HIGH).tag("team", "cart"));
        before.submit(JobRequest.of(LoadTest.of(shop().plan().withOrigin(null))).id("lambda"));

        TestQueue after = killAndOpen();

        assertThat(after.status("done").state()).isEqualTo(JobState.FAILED);
        assertThat(after.results("done")).singleElement().satisfies(one -> {
            assertThat(one.attempt().runId()).isEqualTo("run-1");
            assertThat(one.result()).isNull();
        });
        assertThat(after.status("queued").state()).isEqualTo(JobState.RUNNING);
        assertThat(after.status("queued").tags()).containsExactly(Map.entry("team", "cart"));
        assertThat(after.status("running").state()).isEqualTo(JobState.QUEUED);
        assertThat(after.status("running").attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.outcome()).isEqualTo(Outcome.LOST);
            assertThat(attempt.reason()).isEqualTo("the process of the queue ended while it ran");
        });
        assertThat(after.status("lambda").state()).isEqualTo(JobState.LOST);
        assertThat(after.status("lambda").reason())
                .startsWith("test \"shop\" of job \"lambda\" cannot be made again: nobody knows which method makes it");
        clock.advance(Duration.ofSeconds(5));
        assertThat(after.status("running").state()).isEqualTo(JobState.RUNNING);
        assertThat(fleet.last().options.reports()).isEqualTo(folder.resolve("reports"));
    }

    @Test
    void attemptsThatEndedWithTheirProcessCountAsRetries() throws Exception {
        fleet.agents("a");
        openFolder().submit(JobRequest.of(shop()).id("job").retries(0));

        TestQueue after = killAndOpen();

        assertThat(after.status("job").state()).isEqualTo(JobState.LOST);
        assertThat(after.status("job").reason())
                .isEqualTo("the process of the queue ended while it ran; after attempt 1 it is not tried again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"schemaVersion\": 2}", "{\"schemaVersion\": 1, \"id\": 5}", "null"})
    void leavesOutADamagedFileAndGoesOnWithTheOthers(String text) throws Exception {
        fleet.agents("a");
        TestQueue before = openFolder();
        before.submit(JobRequest.of(shop()).id("first"));
        before.submit(JobRequest.of(shop()).id("damaged"));
        Path file = folder.resolve("jobs/damaged.json");
        before.submit(JobRequest.of(shop()).id("last"));
        Files.writeString(file, text);

        TestQueue after = killAndOpen();

        assertThat(after.jobs().stream().map(JobStatus::id)).containsExactly("first", "last");
        assertThat(after.warnings())
                .singleElement()
                .asString()
                .contains("damaged.json: ")
                .endsWith(
                        "; the job is left out, and its file as it is: mend it or delete it, and open the queue again");
        assertThat(folder.resolve("jobs/damaged.json")).hasContent(text);
        assertThatThrownBy(() -> after.submit(JobRequest.of(shop()).id("damaged")))
                .hasMessageStartingWith("the queue has a job \"damaged\" already");
    }

    @Test
    void aFolderIsOfOneQueueAtATime() throws Exception {
        fleet.agents("a");
        TestQueue jobs = openFolder();

        assertThatThrownBy(() -> JobFolder.open(folder))
                .isInstanceOf(FleetException.class)
                .hasMessage(
                        "folder " + folder + " is in use by another queue; close that one, or choose another folder");
        jobs.close();
        JobFolder.open(folder).close();
    }

    /** Ten thousand jobs on agents that take several, some of which die: nothing is lost, or done twice at a time. */
    @Test
    void keepsEveryJobAndEveryLimitWhateverHappens() {
        var random = new Random(42);
        fleet.mayGrow = true;
        var limits = new HashMap<String, Integer>();
        for (int i = 0; i < 8; i++) {
            limits.put("agent" + i, 1 + i % 3);
            fleet.agent("agent" + i, 1 + i % 3, Map.of("zone", i % 2 == 0 ? "a" : "b"));
        }
        TestQueue jobs = open(QueueOptions.DEFAULTS.mostAgentsLost(1_000));
        LoadTest test = shop();
        int submitted = 10_000;
        for (int i = 0; i < submitted; i++) {
            int least = 1 + random.nextInt(3);
            JobRequest request = JobRequest.of(test)
                    .priority(Priority.values()[random.nextInt(4)])
                    .agents(least, least + random.nextInt(2));
            jobs.submit(random.nextInt(4) == 0 ? request.require("zone", random.nextBoolean() ? "a" : "b") : request);
        }
        int seen = 0;
        var open = new ArrayList<FakeRun>();
        while (true) {
            open.addAll(fleet.runs.subList(seen, fleet.runs.size()));
            seen = fleet.runs.size();
            var used = new HashMap<String, Integer>();
            var running = new HashSet<String>();
            for (FakeRun run : open) {
                assertThat(running.add(run.job)).as("%s runs once", run.job).isTrue();
                assertThat(new HashSet<>(run.agents)).hasSameSizeAs(run.agents);
                run.agents.forEach(agent -> used.merge(agent, 1, Integer::sum));
            }
            used.forEach((agent, count) -> assertThat(count).as(agent).isLessThanOrEqualTo(limits.get(agent)));
            if (open.isEmpty()) {
                break;
            }
            FakeRun next = open.remove(random.nextInt(open.size()));
            if (random.nextInt(20) == 0) {
                next.lose(next.agents.get(random.nextInt(next.agents.size())));
            } else {
                next.end(random.nextInt(10) == 0 ? Verdict.FAILED : Verdict.PASSED);
            }
            clock.advance(Duration.ofSeconds(open.isEmpty() ? 600 : 1));
        }
        QueueSummary summary = jobs.summary();
        assertThat(summary.ended()).isEqualTo(submitted);
        assertThat(summary.passed() + summary.failed() + summary.lost()).isEqualTo(submitted);
        assertThat(summary.passed()).isGreaterThan(submitted / 2);
        List<JobStatus> all = jobs.jobs();
        assertThat(all.stream().mapToInt(job -> job.attempts().size()).sum()).isEqualTo(fleet.runs.size());
    }
}
