package dev.perf.junit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps load tests of several JVMs of a build apart, which would measure each other: a file that one JVM holds locked
 * while it runs some. Runs of the same JVM hold it together, for what keeps those apart is JUnit's business. The system
 * takes the lock from a JVM that dies. Thread-safe.
 */
final class ForkLock {

    /** Where the forks of a module find each other. */
    static final ForkLock OF_MODULE = new ForkLock(Path.of("target", "perf", ".lock"), System.out::println);

    /** Beyond what is written, because on some systems nobody else can read what is locked. */
    private static final long REGION = Long.MAX_VALUE - 1;

    private static final int MOST_TEXT = 1_000;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TRIES_PER_MESSAGE = 3_000;

    /** Whoever holds it for two hours may be anything but a load test that ends. */
    private static final int MOST_TRIES = 72_000;

    private final Path file;
    private final Consumer<String> console;

    /** Held by whoever takes or leaves; a thread that waits for another JVM keeps it. */
    private final ReentrantLock state = new ReentrantLock();

    private int runs;
    private @Nullable FileChannel channel;

    ForkLock(Path file, Consumer<String> console) {
        this.file = file;
        this.console = console;
    }

    /**
     * Waits until no other JVM holds the lock, and takes it for a run. Where the file cannot be written, there is
     * nothing to wait for.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; the lock is not held then
     */
    void take(String test) throws InterruptedException {
        if (!state.tryLock()) { // who needs not wait is not interrupted either
            state.lockInterruptibly();
        }
        try {
            if (runs == 0) {
                channel = opened(test);
            }
            runs++;
        } finally {
            state.unlock();
        }
    }

    private @Nullable FileChannel opened(String test) throws InterruptedException {
        FileChannel opened = null;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            opened = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(opened, test);
            opened.truncate(0);
            opened.write(StandardCharsets.UTF_8.encode(
                    "\"" + test + "\" in process " + ProcessHandle.current().pid() + ", since "
                            + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)));
            return opened;
        } catch (InterruptedException stop) {
            close(opened);
            throw stop;
        } catch (IOException | OverlappingFileLockException unusable) {
            close(opened);
            console.accept("load tests of other JVMs are not waited for: " + unusable);
            return null;
        }
    }

    /**
     * The lock is let go with the channel. It is asked for again and again, because a thread that waits in the system for
     * it hears no interruption if it is a virtual one.
     */
    private void lock(FileChannel opened, String test) throws IOException, InterruptedException {
        for (int tries = 0; opened.tryLock(REGION, 1, false) == null; tries++) {
            if (tries == MOST_TRIES) {
                console.accept("\"" + test + "\" waits no longer for " + text(opened) + ", and is run beside it");
                return;
            }
            if (tries % TRIES_PER_MESSAGE == 0) {
                console.accept(
                        "\"" + test + "\" waits for the load test of another JVM of this build to end: " + text(opened)
                                + "; run load tests in one fork (forkCount = 1) to see them one after the other");
            }
            Thread.sleep(PAUSE);
        }
    }

    private static String text(FileChannel opened) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MOST_TEXT);
        opened.read(text, 0);
        return StandardCharsets.UTF_8.decode(text.flip()).toString();
    }

    /** Leaves the lock to others when the last run of this JVM has ended. */
    void leave() {
        state.lock();
        try {
            runs--;
            if (runs == 0) {
                close(channel);
                channel = null;
            }
        } finally {
            state.unlock();
        }
    }

    private void close(@Nullable FileChannel opened) {
        if (opened == null) {
            return;
        }
        try {
            opened.close();
        } catch (IOException unusable) {
            console.accept("cannot close " + file + ": " + unusable);
        }
    }
}
