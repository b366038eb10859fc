package dev.perf.engine.internal.health;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * A thread that looks at what users are doing now and then. Where there are very many of them it rests longer, so that
 * it takes 2 % of a processor at most, as far as the longest rest lets it.
 */
final class Lookout implements AutoCloseable {

    /** It rests so many times as long as a look took. */
    private static final int REST = 50;

    private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(1);

    private final long period;
    private final LongConsumer look;
    private volatile boolean ended;

    private Lookout(long period, LongConsumer look) {
        this.period = period;
        this.look = look;
    }

    /**
     * Begins to look.
     *
     * @param period nanoseconds between two looks
     * @param look gets the time, by {@link System#nanoTime}
     */
    static Lookout begin(String thread, long period, LongConsumer look) {
        var lookout = new Lookout(period, look);
        Thread.ofPlatform().name(thread).daemon().start(lookout::watch);
        return lookout;
    }

    private void watch() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean timed = threads.isCurrentThreadCpuTimeSupported();
        while (!ended) {
            long before = timed ? threads.getCurrentThreadCpuTime() : 0;
            look.accept(System.nanoTime());
            long took = timed ? threads.getCurrentThreadCpuTime() - before : 0;
            LockSupport.parkNanos(Math.clamp(took * REST, period, LONGEST_REST));
        }
    }

    @Override
    public void close() {
        ended = true;
    }
}
