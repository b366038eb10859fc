package dev.perf.junit;

import dev.perf.load.Rate;
import dev.perf.result.RunFailedError;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run of a test method: told of once when it has ended, and judged once. Thread-safe. */
final class TrackedRun implements Run {

    private static final String JVM_ENDS = "the JVM of the test was told to end";

    private final String test;
    private final Run run;
    private final @Nullable OnInvalid onInvalid;
    private final Duration patience;
    private final Consumer<RunResult> told;
    private final Runnable gone;
    private final AtomicReference<@Nullable RunResult> result = new AtomicReference<>();
    private final ReentrantLock telling = new ReentrantLock();
    private final AtomicBoolean judged = new AtomicBoolean();
    private final AtomicBoolean left = new AtomicBoolean();

    /** A JVM that is told to end, as the forks of a cancelled build are, waits for the report of the run. */
    private final Thread hook = Thread.ofPlatform().name("perf-junit-end").unstarted(this::endWithJvm);

    /** Set by whoever saw the end first; nobody waits for the run any more. */
    private volatile boolean over;

    /**
     * Tracks a run.
     *
     * @param onInvalid null for a run that is not judged
     * @param patience how long to wait for a run that was aborted
     * @param told of the result, once
     * @param gone called once when nobody waits for the run any more
     */
    TrackedRun(
            String test,
            Run run,
            @Nullable OnInvalid onInvalid,
            Duration patience,
            Consumer<RunResult> told,
            Runnable gone) {
        this.test = test;
        this.run = run;
        this.onInvalid = onInvalid;
        this.patience = patience;
        this.told = told;
        this.gone = gone;
    }

    /** From now on the run is ended when the JVM is. */
    void watchJvm() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException isEnding) {
            abortIfRunning(JVM_ENDS);
        }
    }

    private void endWithJvm() {
        abortIfRunning(JVM_ENDS);
        Throwable problem = settle();
        if (problem != null) {
            System.out.println("The run of \"" + test + "\" could not be ended in order: " + problem);
        }
        RunResult ended = result.get();
        if (ended != null) {
            Publication.print(ended);
        }
    }

    private void leaveJvm() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException isEnding) {
            return; // the hook sees that the run is over
        }
    }

    @Override
    public RunResult await() throws InterruptedException {
        RunResult ended;
        try {
            ended = run.await();
        } catch (RuntimeException | Error fault) {
            isOver();
            throw fault;
        }
        ended(ended);
        if (ended.verdict() == Verdict.INVALID && onInvalid != null && onInvalid != OnInvalid.IGNORE) {
            judged.set(true);
            throw Objection.unchecked(Objection.to(ended, onInvalid));
        }
        return ended;
    }

    @Override
    public void stop(String reason) {
        run.stop(reason);
    }

    @Override
    public void abort(String reason) {
        run.abort(reason);
    }

    @Override
    public String id() {
        return run.id();
    }

    @Override
    public State state() {
        return run.state();
    }

    @Override
    public @Nullable Snapshot snapshot() {
        return run.snapshot();
    }

    @Override
    public void mark(String text) {
        run.mark(text);
    }

    @Override
    public void pause() {
        run.pause();
    }

    @Override
    public void resume() {
        run.resume();
    }

    @Override
    public void setRate(Rate rate) {
        run.setRate(rate);
    }

    @Override
    public void setRate(String scenario, Rate rate) {
        run.setRate(scenario, rate);
    }

    @Override
    public void setUsers(int users) {
        run.setUsers(users);
    }

    @Override
    public void setUsers(String scenario, int users) {
        run.setUsers(scenario, users);
    }

    /** Ends the run now unless it has ended: whoever left it behind does not want to wait for it. */
    void abortIfRunning(String reason) {
        if (!over) {
            run.abort(reason);
        }
    }

    /**
     * Waits until the report of an aborted run is written, but not for ever and not through an interruption. An
     * interruption that came before does not count: it is what brought us here.
     *
     * @return why there is no result, or null
     */
    @Nullable
    Throwable settle() {
        if (over) {
            return null;
        }
        boolean interrupted = Thread.interrupted();
        var end = new FutureTask<>(run::await);
        try {
            Thread.ofVirtual().name("perf-junit-await").start(end);
            ended(end.get(patience.toNanos(), TimeUnit.NANOSECONDS));
            return null;
        } catch (ExecutionException fault) {
            return fault.getCause();
        } catch (TimeoutException late) {
            return new IllegalStateException("the run of \"" + test + "\" did not end within "
                    + Quantity.TIME.limit(patience.toNanos()) + " of being aborted; its report may be missing");
        } catch (InterruptedException again) {
            interrupted = true;
            return again;
        } finally {
            isOver();
            end.cancel(true);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void isOver() {
        over = true;
        if (!left.getAndSet(true)) {
            leaveJvm();
            gone.run();
        }
    }

    /** Whoever comes second waits until the first has told of it, for the test may end then. */
    private void ended(RunResult ended) {
        isOver();
        telling.lock();
        try {
            if (result.compareAndSet(null, ended)) {
                told.accept(ended);
            }
        } finally {
            telling.unlock();
        }
    }

    /**
     * Returns what the test has to end with because of this run, or null. Objects once.
     *
     * @param failure what the test ends with already; if it speaks of this very result, there is nothing to add
     */
    @Nullable
    Throwable objection(@Nullable Throwable failure) {
        RunResult ended = result.get();
        if (ended == null || onInvalid == null || judged.getAndSet(true)) {
            return null;
        }
        boolean known =
                failure instanceof RunFailedError error && error.result().equals(ended);
        return known ? null : Objection.to(ended, onInvalid);
    }

    @Nullable
    RunResult result() {
        return result.get();
    }
}
