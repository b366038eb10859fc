package dev.perf.engine.internal.command;

import dev.perf.result.Verdict;
import dev.perf.spi.Execution;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What Ctrl-C (or a polite kill) does to a run or a search: it ends gracefully, writes its report, and the process ends with the
 * verdict's exit code.
 *
 * <p>The JVM runs shutdown hooks while its other threads go on, so the hook stops the run and waits until the main
 * thread has done its work; then it halts with the right code, for the JVM's own would be the signal's.
 */
final class Interruption {

    private static final long PATIENCE_MINUTES = 10;

    /** How long what begins just now may take to have begun; a fleet that is gathered takes longer, and is given up. */
    private static final long START_PATIENCE_SECONDS = 3;

    /** Waits for the end, and tells the verdict. */
    private interface Ending {
        Verdict await() throws InterruptedException;
    }

    /**
     * What is to be ended.
     *
     * @param stopping what that means, as a clause
     */
    private record Target(Consumer<String> stop, Ending ending, String stopping, Consumer<String> console) {}

    private final Thread starting = Thread.currentThread();
    private final CompletableFuture<Target> target = new CompletableFuture<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicBoolean shuttingDown = new AtomicBoolean();
    private final Thread hook = Thread.ofPlatform().name("perf-interruption").unstarted(this::shutDown);

    private Interruption() {}

    /** From now on a shutdown of the JVM ends in order what the calling thread is about to begin. */
    static Interruption expected() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /**
     * {@code execution} has begun: a shutdown ends it gracefully, and says so on {@code console}.
     *
     * @param stopping what that means, as a clause
     */
    <R> void ends(Execution<R> execution, Function<R, Verdict> verdict, String stopping, Consumer<String> console) {
        target.complete(new Target(execution::stop, () -> verdict.apply(execution.await()), stopping, console));
    }

    @SuppressWarnings("SystemHalt") // the exit code of a shutdown under way cannot be set in any other way
    private void shutDown() {
        shuttingDown.set(true);
        int code = Verdict.ABORTED.exitCode();
        try {
            code = end(target.get(START_PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException notBegun) {
            giveUp();
        } catch (InterruptedException | ExecutionException impossible) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    private int end(Target begun) {
        begun.console()
                .accept(announcement(begun.stopping(), ProcessHandle.current().pid(), System.getProperty("os.name")));
        begun.stop().accept("interrupted from outside");
        int code = Verdict.ABORTED.exitCode();
        try {
            code = begun.ending().await().exitCode();
            if (!done.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                begun.console().accept("The report took too long and may be incomplete.");
            }
        } catch (InterruptedException | RuntimeException ended) {
            begun.console().accept("The run could not be ended in order: " + ended);
        }
        return code;
    }

    /** Nothing has begun yet: what was gathered for it is given back. */
    private void giveUp() {
        starting.interrupt();
        try {
            var unused = done.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** A second signal does not reach a JVM that shuts down, so nobody should wait for what it does. */
    static String announcement(String stopping, long pid, String system) {
        String kill = system.startsWith("Windows") ? "taskkill /F /PID " : "kill -9 ";
        return "Stopping: " + stopping + ". Ctrl-C again changes nothing; to end at once, without a report: " + kill
                + pid;
    }

    /** The run has ended and all its output is written. */
    void over() {
        done.countDown();
        if (!shuttingDown.get()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException begunJustNow) {
                // The hook sees that the run has ended, and halts at once.
                return;
            }
        }
    }
}
