package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.run.CompiledTest.Fixture;
import dev.perf.engine.internal.script.Exits;
import dev.perf.engine.internal.script.IterationRunner;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.result.ErrorResult;
import dev.perf.result.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one user that does the setup of a run and, after the load, its teardown, each on a thread of its own while the
 * conductor waits. What it measures is kept apart, and of no part of the load. Belongs to the conductor's thread.
 */
final class FixtureUser implements Exits {

    /** How long it may go on when the run has been stopped. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Code that takes longer than that to end ignores its interruption. */
    private static final long ABANDON_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Clock clock;
    private final Measurement measurement;
    private final BooleanSupplier stopped;
    private final BooleanSupplier aborted;
    private final Consumer<LoadRun.Stop> stopRun;
    private final IterationRunner runner;

    /**
     * Creates the user.
     *
     * @param stopped tells whether the run is to end; the conductor is woken when it changes
     * @param aborted tells whether it is to end at once, likewise
     * @param stopRun stops the run for a reason
     */
    FixtureUser(
            Fixture fixture,
            Clock clock,
            long seed,
            BooleanSupplier stopped,
            BooleanSupplier aborted,
            Consumer<LoadRun.Stop> stopRun) {
        this.clock = clock;
        this.measurement = fixture.measurement();
        this.stopped = stopped;
        this.aborted = aborted;
        this.stopRun = stopRun;
        fixture.scenario().endedBy(this);
        this.runner = new IterationRunner(new VirtualUser(0, fixture.scenario(), measurement, clock, seed, true));
    }

    /** What the user does on a thread; returns whether something in it has failed. */
    private interface Part {
        boolean fails() throws InterruptedException;
    }

    /** What has become of a part; its thread writes it, and wakes the conductor. */
    private static final class Course {
        volatile boolean ended;
        volatile @Nullable String failure;
    }

    /** Does the setup; returns why it failed, or null. */
    @Nullable
    String setUp() throws InterruptedException {
        return run("setup", () -> {
            long now = clock.nanos();
            return runner.iterate(0, now, now, Phase.LOAD) != Outcome.COMPLETED;
        });
    }

    /** Returns what the setup has put into the session. */
    Map<String, Object> values() {
        return runner.user().session().values();
    }

    /** Does the teardown, and ends the user's life; returns why it failed, or null. */
    @Nullable
    String tearDown() throws InterruptedException {
        return run("teardown", () -> {
            VirtualUser user = runner.user();
            user.standing().forgive();
            runner.stop();
            user.close();
            return user.standing().hasFailed();
        });
    }

    private @Nullable String run(String name, Part part) throws InterruptedException {
        boolean wasAborted = aborted.getAsBoolean();
        long began = clock.nanos() - measurement.startNanos();
        Thread waiting = Thread.currentThread();
        var course = new Course();
        Thread thread = clock.startUser("perf-" + name, () -> {
            try {
                course.failure = part.fails() ? firstFailureSince(began) : null;
            } catch (InterruptedException cutOff) {
                course.failure = "it was interrupted";
            } finally {
                course.ended = true;
                clock.wake(waiting);
            }
        });
        BooleanSupplier hurried = () -> !wasAborted && aborted.getAsBoolean();
        clock.await(() -> course.ended || stopped.getAsBoolean());
        clock.awaitUntil(clock.nanos() + GRACE_NANOS, () -> course.ended || hurried.getAsBoolean());
        if (!course.ended) {
            clock.interrupt(thread);
            clock.awaitUntil(clock.nanos() + ABANDON_NANOS, () -> course.ended);
        }
        return course.ended ? course.failure : "it took no notice of its interruption";
    }

    /** Returns what has failed so far, most frequent first, as if at the start of the load: there was none before. */
    List<ErrorResult> errors() {
        return measurement.errors().top(Integer.MAX_VALUE).stream()
                .map(error -> new ErrorResult(
                        error.kind(), error.request(), error.message(), error.count(), Duration.ZERO, Duration.ZERO))
                .toList();
    }

    private String firstFailureSince(long nanos) {
        List<ErrorResult> errors = measurement.errors().top(Integer.MAX_VALUE);
        return errors.stream()
                .filter(error -> error.lastSeen().toNanos() >= nanos)
                .min(Comparator.comparing(ErrorResult::firstSeen))
                .map(error -> error.request() + ": " + error.message())
                .orElse("a step of it failed");
    }

    /** There is no load yet, or none any more: only the steps that are left are left out. */
    @Override
    public void exitScenario(String reason) {}

    @Override
    public void exitRun(String reason) {
        stopRun.accept(new LoadRun.Stop(reason, Verdict.ABORTED));
    }

    @Override
    public void endRun(String reason) {
        stopRun.accept(LoadRun.Stop.atEnd(reason));
    }
}
