package dev.perf.engine.internal.health;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

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

        private final Recorder late = new Recorder(3);
        private @Nullable Histogram recycled; // of the reading thread
        private volatile long due = System.nanoTime();
        private volatile boolean ended;

        @Override
        public void run() {
            while (!ended) {
                due = System.nanoTime() + PERIOD;
                for (long remaining = PERIOD; remaining > 0; remaining = due - System.nanoTime()) {
                    LockSupport.parkNanos(remaining);
                }
                // A wake-up that is 100 ms late stands for the four due meanwhile, or a stall would count as one of
                // many.
                late.recordValueWithExpectedInterval(System.nanoTime() - due, PERIOD);
            }
        }

        /** Returns the 95th percentile since the last call in milliseconds; the wake-up that is overdue now counts. */
        double late() {
            Histogram since = late.getIntervalHistogram(recycled);
            recycled = since;
            long overdue = System.nanoTime() - due;
            if (overdue > PERIOD) {
                since.recordValueWithExpectedInterval(overdue, PERIOD);
            }
            return since.getTotalCount() == 0 ? Double.NaN : since.getValueAtPercentile(95) / 1e6;
        }
    }
}
