package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.LoadProfile;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a run whose caller is interrupted, as an IDE or a test framework with a time limit does. */
@Timeout(60)
class InterruptedRunTest {

    /** Tells when half a second of load has passed, and keeps the result, which the caller never gets. */
    private static final class Witness implements RunListener {
        private final CountDownLatch underWay = new CountDownLatch(5);
        private final CompletableFuture<RunResult> result = new CompletableFuture<>();

        @Override
        public void onSnapshot(Snapshot snapshot) {
            underWay.countDown();
        }

        @Override
        public void onEnd(RunResult made) {
            result.complete(made);
        }
    }

    static Stream<LoadProfile> loads() {
        return Stream.of(
                users(3).during(ofMinutes(1)),
                users(3).sharedIterations(1_000_000),
                arrivals(perSecond(50)).during(ofMinutes(1)).maxUsers(3),
                arrivals().atOnce(10).nothingFor(ofMinutes(1)).maxUsers(3));
    }

    @ParameterizedTest
    @MethodSource("loads")
    void isAbortedAndStillAccountsForAllItsIterations(LoadProfile load) throws Exception {
        var begun = new AtomicInteger();
        var completed = new AtomicInteger();
        var test = loadTest("interrupted")
                .run(
                        scenario("work").exec("work", user -> {
                            begun.incrementAndGet();
                            user.pause(user.id() == 0 ? ofMinutes(1) : ofMillis(40));
                            completed.incrementAndGet();
                        }),
                        load);
        var witness = new Witness();
        var thrown = new CompletableFuture<Throwable>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                test.run(RunOptions.DEFAULTS.withoutReport().listener(witness));
            } catch (Throwable t) {
                thrown.complete(t);
            }
        });

        assertThat(witness.underWay.await(30, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();

        assertThat(thrown.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        RunResult result = witness.result.get(30, TimeUnit.SECONDS);
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("the calling thread was interrupted");
        Ledger ledger = result.ledger();
        assertThat(ledger.balanced()).isTrue();
        assertThat(ledger.started()).isEqualTo(begun.get());
        assertThat(ledger.completed()).isEqualTo(completed.get());
        assertThat(ledger.interrupted())
                .isEqualTo(begun.get() - completed.get())
                .isPositive();
    }
}
