package dev.perf.engine.internal.health;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * How late threads run that are due each 40 ms: a platform thread, which needs no carrier, and a virtual thread that it
 * wakes, which shares the carriers with the users. Where only the latter is late, something holds the carriers; where
 * both are, the machine has no processor to spare.
 *
 * <p>To wake an idle processor is most of what the watch costs, so the period is as long as the 95th percentile of a
 * second allows, which passes over one wake-up of 25. Five periods are twice that of a CPU quota (100 ms), so that they
 * meet its stops at different times.
 */
final class SchedulerProbe implements Sensor {

    private static final long PERIOD = 40_000_000;

    private final Lateness carriers = new Lateness();
    private final Lateness machine = new Lateness();
    private final Thread passenger;
    private volatile boolean ended;

    SchedulerProbe() {
        passenger = Thread.ofVirtual().name("perf-probe").start(this::answer);
        Thread.ofPlatform().name("perf-probe").daemon().start(this::call);
    }

    private void call() {
        while (!ended) {
            long due = System.nanoTime() + PERIOD;
            machine.awaits(due);
            for (long remaining = PERIOD; remaining > 0; remaining = due - System.nanoTime()) {
                LockSupport.parkNanos(remaining);
            }
            machine.came();
            if (carriers.awaits(due)) {
                LockSupport.unpark(passenger);
            }
        }
        LockSupport.unpark(passenger);
    }

    private void answer() {
        while (!ended) {
            LockSupport.park();
            carriers.came();
        }
    }

    @Override
    public void read(Reading reading) {
        reading.put(Vital.CARRIER_DELAY, carriers.late());
        reading.put(Vital.MACHINE_DELAY, machine.late());
    }

    @Override
    public void close() {
        ended = true;
    }

    /** What one thread was late. */
    private static final class Lateness {

        /** Nothing is due. */
        private static final long NOTHING = Long.MIN_VALUE;

        private final Queue<Long> late = new ConcurrentLinkedQueue<>();
        private volatile long due = NOTHING;

        /** The thread is due then; returns false if it has not even come for the time before. */
        boolean awaits(long moment) {
            if (due != NOTHING) {
                return false;
            }
            due = moment;
            return true;
        }

        /** The thread runs. */
        void came() {
            long since = due;
            if (since != NOTHING) {
                late.add(Math.max(0, System.nanoTime() - since));
                due = NOTHING;
            }
        }

        /** Returns the 95th percentile since the last call in milliseconds; the wake-up that is overdue now counts. */
        double late() {
            var delays = new ArrayList<Long>();
            for (Long delay = late.poll(); delay != null; delay = late.poll()) {
                addAllDueMeanwhile(delays, delay);
            }
            long awaited = due;
            long overdue = awaited == NOTHING ? 0 : System.nanoTime() - awaited;
            if (overdue > PERIOD) {
                addAllDueMeanwhile(delays, overdue);
            }
            if (delays.isEmpty()) {
                return Double.NaN;
            }
            Collections.sort(delays);
            return delays.get((int) Math.ceil(delays.size() * 0.95) - 1) / 1e6;
        }

        /** A wake-up that is 100 ms late stands for those due meanwhile, or a stall would count as one of many. */
        private static void addAllDueMeanwhile(List<Long> delays, long delay) {
            delays.add(delay);
            for (long missed = delay - PERIOD; missed >= PERIOD; missed -= PERIOD) {
                delays.add(missed);
            }
        }
    }
}
