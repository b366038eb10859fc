package dev.perf.engine.internal.run;

import static dev.perf.Perf.between;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ThinkingUsersTest {

    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    private Scenario noting(Duration think) {
        return scenario("users")
                .exec("note", user -> threads.add(Thread.currentThread()))
                .thinkTime(constant(think));
    }

    @Test
    void aUserThatThinksForLongHoldsNoThread() throws Exception {
        RunResult result = run(loadTest("thinking").run(noting(ofSeconds(1)), users(3).during(ofSeconds(5))));

        assertThat(result.ledger()).isEqualTo(ledger(15, 0, 0));
        assertThat(new HashSet<>(threads)).hasSize(15);
        assertThat(threads).extracting(Thread::getName).startsWith("users-0", "users-1", "users-2", "users-0");
    }

    @Test
    void aUserThatThinksForAMomentKeepsItsThread() throws Exception {
        RunResult result = run(loadTest("thinking").run(noting(ofMillis(99)), users(1).during(ofMillis(990))));

        assertThat(result.ledger()).isEqualTo(ledger(10, 0, 0));
        assertThat(new HashSet<>(threads)).hasSize(1);
    }

    @Test
    void goesOnExactlyWhenItIsDue() throws Exception {
        List<Duration> begins = Collections.synchronizedList(new ArrayList<>());
        var clock = new SimulatedClock();
        Scenario scenario = scenario("users")
                .exec("work", user -> {
                    begins.add(clock.elapsed());
                    user.pause(ofMillis(200 * (1 + user.id())));
                })
                .thinkTime(constant(ofMillis(800)));
        run(loadTest("thinking").run(scenario, users(2).during(ofSeconds(3))), clock);

        assertThat(begins)
                .containsExactly(
                        ofSeconds(0), ofSeconds(0), ofMillis(1000), ofMillis(1200), ofMillis(2000), ofMillis(2400));
    }

    @Test
    void goesOnBeforeOthersThatBeganToThinkEarlier() throws Exception {
        List<String> begins = Collections.synchronizedList(new ArrayList<>());
        var clock = new SimulatedClock();
        Scenario slow = scenario("slow")
                .exec("s", user -> begins.add("slow " + clock.elapsed().toMillis()))
                .thinkTime(between(ofMillis(100), ofSeconds(9)));
        RunResult result = run(loadTest("thinking").run(slow, users(50).during(ofSeconds(60))), clock);

        List<Integer> times = begins.stream()
                .map(begin -> Integer.valueOf(begin.substring(5)))
                .toList();
        assertThat(times).isSorted().hasSizeGreaterThan(500);
        assertThat(result.metrics()).isNotEmpty();
        assertThat(result.ledger()).isEqualTo(ledger(times.size(), 0, 0));
    }

    @Test
    void aThinkingUserThatIsRetiredEndsAtOnceWithItsLastSteps() throws Exception {
        List<Duration> ends = Collections.synchronizedList(new ArrayList<>());
        var clock = new SimulatedClock();
        Scenario scenario = scenario("users")
                .exec("work", user -> {})
                .thinkTime(constant(ofHours(1)))
                .onStop(exec("leave", user -> ends.add(clock.elapsed())));
        RunResult result =
                run(loadTest("thinking").run(scenario, users(4).rampTo(0).over(ofSeconds(4))), clock);

        assertThat(ends).containsExactly(ofSeconds(1), ofSeconds(2), ofSeconds(3), ofSeconds(4));
        assertThat(result.duration()).isEqualTo(ofSeconds(4));
        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 0));
    }

    @Test
    void anAbortEndsThinkingUsersToo() throws Exception {
        var self = new CompletableFuture<Run>();
        Scenario scenario = scenario("users")
                .exec("work", user -> {
                    if (user.id() == 2) {
                        self.join().abort("now");
                    }
                })
                .thinkTime(constant(ofHours(1)));
        RunResult result = run(
                loadTest("thinking")
                        .run(scenario, users().rampTo(3).over(ofSeconds(3)).hold(ofHours(2))),
                self);

        assertThat(result.duration()).isEqualTo(ofSeconds(3));
        assertThat(result.ledger().started()).isEqualTo(3);
    }

    /** Retirement meets users on their way into thinking, in it and on their way out. */
    @Test
    @Timeout(60)
    void everyUserEndsOnceHoweverItsRetirementMeetsIt() throws Exception {
        Set<Long> entered = ConcurrentHashMap.newKeySet();
        Set<Long> left = ConcurrentHashMap.newKeySet();
        var leaves = new AtomicInteger();
        Scenario scenario = scenario("users")
                .exec("work", user -> {})
                .thinkTime(between(ofMillis(100), ofMillis(101)))
                .onStart(exec("enter", user -> entered.add(user.id())))
                .onStop(exec("leave", user -> {
                    left.add(user.id());
                    leaves.incrementAndGet();
                }));
        RunResult result = Runs.checked(LoadRun.start(
                        loadTest("thinking")
                                .run(scenario, users(2_000).rampTo(0).over(ofSeconds(1)))
                                .plan(),
                        Runs.QUIET,
                        new SystemClock())
                .await());

        // The newest may be sent away before they have begun; they have nothing to end.
        assertThat(left).isEqualTo(entered).hasSizeGreaterThan(1_000);
        assertThat(leaves).hasValue(entered.size());
        assertThat(result.ledger().interrupted()).isZero();
    }
}
