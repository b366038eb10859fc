package dev.perf.engine.internal.health;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads sensors each second, on a thread of its own. */
public final class Sampler implements Vitals {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final long SECOND = 1_000_000_000;

    /** Anything shorter says little: CPU is counted in hundredths of a second. */
    private static final long SHORTEST = SECOND / 4;

    /** How often to look whether the warm-up takes longer than planned. */
    private static final long GLANCE = SECOND / 10;

    private static final long CLOSE_MILLIS = 3_000;

    private final List<Supplier<Sensor>> makers; // of the thread that starts the sampling one, then of that
    private final List<Sensor> sensors = new ArrayList<>(); // of the sampling thread
    private final Queue<Reading> readings = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Thread thread;
    private volatile @Nullable LongSupplier begun;
    private long fromNanos; // of the sampling thread

    Sampler(List<Supplier<Sensor>> makers) {
        this.makers = new ArrayList<>(makers);
    }

    /** Returns a sampler of all that can be read of this process and its machine. */
    public static Sampler ofThisProcess() {
        SystemFiles files = SystemFiles.ofThisMachine();
        var cgroup = new Cgroup(files);
        return new Sampler(List.of(
                SchedulerProbe::new,
                () -> ProcessCpu.ofThisProcess(cgroup),
                () -> new Throttling(cgroup),
                () -> new MachineCpu(files),
                GarbageCollection::ofThisProcess,
                () -> OpenFiles.of(ManagementFactory.getOperatingSystemMXBean()),
                () -> new LocalPorts(files),
                () -> new Retransmits(files)));
    }

    @Override
    public void watch(PlainJava steps) {
        makers.add(() -> PinnedCarriers.ofThisProcess(steps)); // after those whose readings it looks at
        makers.add(() -> ComputingSteps.watching(steps));
    }

    @Override
    public void watch(ListeningThread listeners) {
        makers.add(() -> RequestListeners.of(listeners));
    }

    @Override
    public void prepare() {
        thread = Thread.ofPlatform()
                .name("perf-health")
                .daemon()
                .priority(Thread.MAX_PRIORITY)
                .start(this::sample);
    }

    @Override
    public void begin(LongSupplier from) {
        begun = from;
        if (thread == null) {
            prepare();
        } else {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public List<Reading> taken() {
        var taken = new ArrayList<Reading>();
        for (Reading reading = readings.poll(); reading != null; reading = readings.poll()) {
            taken.add(reading);
        }
        return taken;
    }

    @Override
    public void close() {
        Thread sampling = thread;
        if (closed.getAndSet(true) || sampling == null) {
            return;
        }
        LockSupport.unpark(sampling);
        try {
            sampling.join(CLOSE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        try {
            makers.forEach(this::make);
            read(fromNanos, fromNanos); // a first reading takes far longer than the others
            awaitBeginning();
            long last = System.nanoTime();
            read(last, last);
            while (!closed.get()) {
                awaitUntil(fromNanos + ((last - fromNanos) / SECOND + 1) * SECOND);
                long now = System.nanoTime();
                if (now - last >= SHORTEST) {
                    readings.add(read(last, now));
                    last = now;
                }
            }
        } catch (RuntimeException | LinkageError | VirtualMachineError broken) {
            LOG.warn("the generator is no longer watched", broken);
        } finally {
            sensors.forEach(Sampler::close);
        }
    }

    /** The moment may be put off while it is awaited. */
    private void awaitBeginning() {
        LongSupplier from = begun;
        while (from == null && !closed.get()) {
            LockSupport.park(this);
            from = begun;
        }
        if (from == null) {
            return;
        }
        while (!closed.get() && from.getAsLong() - System.nanoTime() > 0) {
            awaitUntil(System.nanoTime() + Math.min(from.getAsLong() - System.nanoTime(), GLANCE));
        }
        fromNanos = from.getAsLong();
    }

    private void make(Supplier<Sensor> maker) {
        try {
            sensors.add(maker.get());
        } catch (RuntimeException | LinkageError | VirtualMachineError missing) {
            LOG.debug("not measured on this machine", missing);
        }
    }

    private Reading read(long from, long to) {
        var reading = new Reading((from - fromNanos) / 1e9, (to - from) / 1e9);
        for (Sensor sensor : List.copyOf(sensors)) {
            try {
                sensor.read(reading);
            } catch (RuntimeException | LinkageError | VirtualMachineError broken) {
                LOG.debug("{} is no longer read", sensor, broken);
                sensors.remove(sensor);
                close(sensor);
            }
        }
        return reading;
    }

    private static void close(Sensor sensor) {
        try {
            sensor.close();
        } catch (RuntimeException | LinkageError | VirtualMachineError broken) {
            LOG.debug("{} did not close", sensor, broken);
        }
    }

    private void awaitUntil(long deadline) {
        long remaining = deadline - System.nanoTime();
        while (remaining > 0 && !closed.get()) {
            LockSupport.parkNanos(this, remaining);
            remaining = deadline - System.nanoTime();
        }
    }
}
