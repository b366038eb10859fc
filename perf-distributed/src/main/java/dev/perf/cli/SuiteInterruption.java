package dev.perf.cli;

import dev.perf.distributed.Job;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C (or a polite kill) does to a list of tests: those that wait are over, those that run end gracefully and write their
 * reports, and the process ends with the list's exit code.
 *
 * <p>The JVM runs shutdown hooks while its other threads go on, so the hook cancels the jobs and waits until the main thread has
 * told what came of them; then it halts with the right code, for the JVM's own would be the signal's.
 */
final class SuiteInterruption {

    private static final int ABORTED = 4;
    private static final long PATIENCE_MINUTES = 10;

    private record Target(List<Job> jobs, Consumer<String> console) {}

    private final Thread starting = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicBoolean shuttingDown = new AtomicBoolean();
    private final Thread hook = Thread.ofPlatform().name("perf-interruption").unstarted(this::shutDown);
    private volatile @Nullable Target target;
    private volatile int code = ABORTED;

    private SuiteInterruption() {}

    /** From now on a shutdown of the JVM ends in order what the calling thread is about to begin. */
    static SuiteInterruption expected() {
        var interruption = new SuiteInterruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** All tests are with the queue: a shutdown cancels them, and says so on {@code console}. */
    void ends(List<Job> jobs, Consumer<String> console) {
        target = new Target(List.copyOf(jobs), console);
    }

    /** The exit code is known. */
    void code(int ofList) {
        code = ofList;
    }

    @SuppressWarnings("SystemHalt") // the exit code of a shutdown under way cannot be set in any other way
    private void shutDown() {
        shuttingDown.set(true);
        Target begun = target;
        if (begun == null) {
            starting.interrupt();
        } else {
            begun.console()
                    .accept("Stopping: tests that run end gracefully and write their reports, the others do not"
                            + " begin.");
            begun.jobs().forEach(job -> job.cancel("interrupted from outside"));
        }
        try {
            var unused = done.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    /** All has ended and is told. */
    void over() {
        done.countDown();
        if (!shuttingDown.get()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException begunJustNow) {
                // The hook sees that all has ended, and halts at once.
                return;
            }
        }
    }
}
