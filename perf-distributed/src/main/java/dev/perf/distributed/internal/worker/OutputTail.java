package dev.perf.distributed.internal.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a process prints: its end is kept, and some lines per second are handed on. However much it is, it is all read, so
 * that the process does not wait for anybody, and takes a bounded amount of memory.
 */
final class OutputTail {

    private static final int MOST_LINE = 4_000;
    private static final int MOST_KEPT = 16_000;
    private static final int MOST_PER_SECOND = 20;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Consumer<String> lines;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private final Deque<String> kept = new ArrayDeque<>();

    /** Guarded by the lock. */
    private int size;

    // These belong to the thread that reads.
    private final byte[] line = new byte[MOST_LINE];
    private int length;
    private long second;
    private int handedOn;
    private long leftOut;

    /**
     * @param lines is handed some of the lines
     * @param nanoTime tells what a second is
     */
    OutputTail(Consumer<String> lines, LongSupplier nanoTime) {
        this.lines = lines;
        this.nanoTime = nanoTime;
        this.second = nanoTime.getAsLong();
    }

    /** Reads until the output ends. */
    void read(InputStream output) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
            for (int i = 0; i < count; i++) {
                take(buffer[i]);
            }
        }
        endOfLine();
        tellLeftOut();
    }

    private void take(byte next) {
        if (next == '\n') {
            endOfLine();
        } else if (next != '\r') {
            if (length == MOST_LINE) {
                endOfLine();
            }
            line[length++] = next;
        }
    }

    private void endOfLine() {
        if (length == 0) {
            return;
        }
        String text = new String(line, 0, length, UTF_8);
        length = 0;
        keep(text);
        long now = nanoTime.getAsLong();
        if (now - second >= SECOND) {
            tellLeftOut();
            second = now;
            handedOn = 0;
        }
        if (handedOn < MOST_PER_SECOND) {
            handedOn++;
            lines.accept(text);
        } else {
            leftOut++;
        }
    }

    private void tellLeftOut() {
        if (leftOut > 0) {
            lines.accept("(" + leftOut + (leftOut == 1 ? " line more was" : " lines more were") + " printed)");
            leftOut = 0;
        }
    }

    private void keep(String text) {
        lock.lock();
        try {
            kept.addLast(text);
            size += text.length() + 1;
            while (size > MOST_KEPT) {
                size -= kept.removeFirst().length() + 1;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the end of what was printed. */
    String text() {
        lock.lock();
        try {
            return String.join("\n", kept);
        } finally {
            lock.unlock();
        }
    }
}
