package dev.perf.distributed.internal.job;

import static dev.perf.Perf.loadTest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.distributed.internal.coordinator.UnpreparedException;
import dev.perf.distributed.internal.job.Attempts.Ending;
import dev.perf.fleet.FleetException;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.RunOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AttemptThreadsTest {

    private final TestPlan plan = loadTest("shop").plan();
    private final CountDownLatch starting = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch mayStart = new CountDownLatch(1);
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    private @Nullable RuntimeException refusal;
    private @Nullable RuntimeException failure;

    private final class Run implements JobFleet.FleetRun {

        @Override
        public RunResult await() throws InterruptedException {
            running.countDown();
            try {
                RunResult made = result.get();
                if (failure != null) {
                    throw failure;
                }
                return made;
            } catch (ExecutionException impossible) {
                throw new AssertionError(impossible);
            }
        }

        @Override
        public void stop(String reason) {
            orders.add("stop: " + reason);
        }

        @Override
        public void abort(String reason) {
            orders.add("abort: " + reason);
        }

        @Override
        public Map<String, String> lost() {
            return Map.of("b", "killed");
        }
    }

    private final class Fleet implements JobFleet {

        @Override
        public List<AgentView> agents() {
            return List.of();
        }

        @Override
        public boolean mayGrow() {
            return false;
        }

        @Override
        public void listen(Runnable changed) {}

        @Override
        public FleetRun start(TestPlan test, List<String> agents, RunOptions options) throws InterruptedException {
            starting.countDown();
            mayStart.await();
            if (refusal != null) {
                throw refusal;
            }
            return new Run();
        }

        @Override
        public void close() {}
    }

    private Attempts.Handle begin() {
        return new AttemptThreads(new Fleet())
                .begin("shop-1", plan, List.of("a", "b"), RunOptions.DEFAULTS, endings::add);
    }

    private @Nullable Ending ending() throws InterruptedException {
        return endings.poll(20, TimeUnit.SECONDS);
    }

    private static RunResult passed() {
        return RunResult.builder("shop", "run-1", Instant.EPOCH)
                .verdict(Verdict.PASSED, "all held")
                .build();
    }

    @Test
    void tellsTheResultAndWhoWasLost() throws Exception {
        mayStart.countDown();
        begin();
        RunResult made = passed();
        result.complete(made);

        assertThat(ending()).isEqualTo(new Ending.Finished(made, Map.of("b", "killed")));
    }

    @Test
    void aStopBeforeThereIsARunGivesUpTheStart() throws Exception {
        Attempts.Handle handle = begin();
        starting.await();

        handle.stop("cancelled");

        assertThat(ending()).isEqualTo(new Ending.Stopped("cancelled"));
    }

    @Test
    void handsOnWhatARunIsTold() throws Exception {
        mayStart.countDown();
        Attempts.Handle handle = begin();
        running.await();
        handle.stop("cancelled");
        handle.abort("still there");
        RunResult made = passed();
        result.complete(made);

        assertThat(ending()).isEqualTo(new Ending.Finished(made, Map.of("b", "killed")));
        assertThat(orders).containsExactly("stop: cancelled", "abort: still there");
    }

    @Test
    void agentsThatCannotBePreparedAreNamed() throws Exception {
        refusal = new UnpreparedException("agent b has no room on its disk", Map.of("b", "no room"));
        mayStart.countDown();
        begin();

        assertThat(ending()).isEqualTo(new Ending.Lost("agent b has no room on its disk", Map.of("b", "no room")));
    }

    @Test
    void whatWouldFailAtEachAttemptIsToldFromWhatMayNot() throws Exception {
        refusal = new FleetException("test \"shop\" cannot run on a fleet");
        mayStart.countDown();
        begin();
        assertThat(ending()).isEqualTo(new Ending.Invalid("test \"shop\" cannot run on a fleet"));

        refusal = new InvalidPlanException("shop", List.of());
        begin();
        assertThat(ending()).isEqualTo(new Ending.Invalid("test \"shop\" has 0 mistakes"));

        refusal = null;
        failure = new FleetException("all agents were lost");
        result.complete(passed());
        begin();
        assertThat(ending()).isEqualTo(new Ending.Lost("all agents were lost", Map.of("b", "killed")));
    }

    @Test
    void aFaultIsNoSilence() throws Exception {
        refusal = new IllegalStateException("broken");
        mayStart.countDown();
        begin();

        assertThat(ending())
                .isEqualTo(new Ending.Lost("a fault of Perf: java.lang.IllegalStateException: broken", Map.of()));
    }

    @Test
    void saysNothingOnceItIsAbandoned() throws Exception {
        mayStart.countDown();
        Attempts.Handle handle = begin();
        running.await();

        handle.abandon();
        result.complete(passed());

        assertThat(endings.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
}
