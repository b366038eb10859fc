package dev.perf.distributed.internal.security;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;

/** Logs what others may cause at will: five lines a minute, and how many there were beside these. Thread-safe. */
public final class RareLog {

    private static final int MOST = 5;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Logger log;
    private final ReentrantLock lock = new ReentrantLock();
    private long minuteBegan = System.nanoTime();
    private int lines;
    private long unsaid;

    /** Creates the log. */
    public RareLog(Logger log) {
        this.log = log;
    }

    /** Logs a line as a warning, unless there were too many. */
    public void warn(String line) {
        String all;
        lock.lock();
        try {
            if (System.nanoTime() - minuteBegan > MINUTE_NANOS) {
                minuteBegan = System.nanoTime();
                lines = 0;
            }
            if (++lines > MOST) {
                unsaid++;
                return;
            }
            all = unsaid == 0 ? line : line + " (and " + unsaid + " more such lines before)";
            unsaid = 0;
        } finally {
            lock.unlock();
        }
        log.warn("{}", all);
    }
}
