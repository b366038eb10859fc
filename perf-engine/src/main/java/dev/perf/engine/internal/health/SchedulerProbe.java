package dev.perf.engine.internal.health;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * How late threads wake that ask to wake each 20 ms: a virtual thread, which shares the carriers with the users, and a
 * platform thread, which needs no carrier. Where only the former is late, something holds the carriers; where both are,
 * the machine has no processor to spare.
 */
final class SchedulerProbe implements Sensor {

    private static final long PERIOD = 20_000_000;

    private final Waker carriers = new Waker();
    private final Waker machine = new Waker();

    SchedulerProbe() {
        Thread.ofVirtual().name("perf-probe").start(carriers);
        Thread.ofPlatform().name("perf-probe").daemon().start(machine);
    }

    @Override
    public void read(Reading reading) {
        reading.put(Vital.CARRIER_DELAY, carriers.late());
        reading.put(Vital.MACHINE_DELAY, machine.late());
    }

    @Override
    public void close() {
        carriers.ended = true;
        machine.ended = true;
    }

    private static final class Waker implements Runnable {

        private final Queue<Long> late = new ConcurrentLinkedQueue<>();
        private volatile long due = System.nanoTime();
        private volatile boolean ended;

        @Override
        public void run() {
            while (!ended) {
                due = System.nanoTime() + PERIOD;
                for (long remaining = PERIOD; remaining > 0; remaining = due - System.nanoTime()) {
                    LockSupport.parkNanos(remaining);
                }
                late.add(System.nanoTime() - due);
            }
        }

        /** Returns the 95th percentile since the last call in milliseconds; the wake-up that is overdue now counts. */
        double late() {
            var delays = new ArrayList<Long>();
            for (Long delay = late.poll(); delay != null; delay = late.poll()) {
                addAllDueMeanwhile(delays, delay);
            }
            long overdue = System.nanoTime() - due;
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
