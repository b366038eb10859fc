package dev.perf.engine.internal.health;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

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

        private final Recorder late = new Recorder(3);
        private @Nullable Histogram recycled; // of the reading thread
        private volatile long due = NOTHING;

        /** The thread is due then; returns false if it has not even come for the time before. */
        boolean awaits(long moment) {
            if (due != NOTHING) {
                return false;
            }
            due = moment;
            return true;
        }

        /** The thread runs. A delay of several periods stands for each of them, or a stall would count as one of many. */
        void came() {
            long since = due;
            if (since != NOTHING) {
                late.recordValueWithExpectedInterval(Math.max(0, System.nanoTime() - since), PERIOD);
                due = NOTHING;
            }
        }

        /** Returns the 95th percentile since the last call in milliseconds; the wake-up that is overdue now counts. */
        double late() {
            Histogram since = late.getIntervalHistogram(recycled);
            recycled = since;
            long awaited = due;
            long overdue = awaited == NOTHING ? 0 : System.nanoTime() - awaited;
            if (overdue > PERIOD) {
                since.recordValueWithExpectedInterval(overdue, PERIOD);
            }
            return since.getTotalCount() == 0 ? Double.NaN : since.getValueAtPercentile(95) / 1e6;
        }
    }
}
