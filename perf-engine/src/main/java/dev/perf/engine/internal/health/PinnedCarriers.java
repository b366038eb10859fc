package dev.perf.engine.internal.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * How long virtual threads that waited kept their carriers, in which step, and where in the user's code: Flight
 * Recorder's event {@code jdk.VirtualThreadPinned}, and {@link StepSights} of what its thread did at that time. To begin a recording takes about a second of CPU time, so it begins only when virtual
 * threads have been very late for two seconds and platform threads were not: until then no carrier was held long enough
 * to matter, or the machine is the cause and a recording would make it worse.
 *
 * <p>Flight Recorder ends the Java process where it cannot open its next file, and with it all that was measured. So
 * there is no recording while file descriptors are scarce, as they are when users pile up in front of a frozen target.
 */
final class PinnedCarriers implements Sensor {

    private static final List<String> NOT_THE_USERS =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "dev.perf.engine.");

    private static final int SUSPICIOUS_SECONDS = 2;

    /** A recording begins below this share of the open files, and ends above the other. */
    private static final double FEW_FILES = 0.5;

    private static final double MANY_FILES = 0.8;

    /**
     * A step, and where in it carriers were pinned for how long.
     *
     * @param step null where no step is known
     */
    private record Place(@Nullable String step, String frame) {

        @Override
        public String toString() {
            return step == null ? "by " + frame : "by step \"" + step + "\", at " + frame;
        }
    }

    /** Code has few places that wait; a run that makes classes up would have more and more. */
    private static final int MOST_PLACES = 1_000;

    private final PlainJava steps;
    private final AtomicLong pinnedNanos = new AtomicLong();
    private final Map<Place, Long> places = new ConcurrentHashMap<>();
    private @Nullable RecordingStream stream;
    private @Nullable StepSights sights;
    private int suspicious;

    private PinnedCarriers(PlainJava steps) {
        this.steps = steps;
    }

    /** Returns a sensor that reads nothing where the Java runtime has no Flight Recorder. */
    static Sensor ofThisProcess(PlainJava steps) {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? new PinnedCarriers(steps) : reading -> {};
    }

    @Override
    public void read(Reading reading) {
        if (reading.value(Vital.OPEN_FILES) > MANY_FILES) {
            close();
            return;
        }
        if (stream == null) {
            reading.put(Vital.PINNED, 0);
            suspicious = isSuspicious(reading) ? suspicious + 1 : 0;
            if (suspicious >= SUSPICIOUS_SECONDS && !(reading.value(Vital.OPEN_FILES) > FEW_FILES)) {
                stream = start();
            }
            return;
        }
        double carriers = Carriers.count();
        reading.put(Vital.PINNED, pinnedNanos.getAndSet(0) / 1e9 / reading.seconds() / carriers);
        places.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .ifPresent(worst -> reading.note(Vital.PINNED, worst.getKey().toString()));
    }

    private static boolean isSuspicious(Reading reading) {
        double carriers = reading.value(Vital.CARRIER_DELAY);
        return carriers >= Vital.CARRIER_DELAY.limit().bad() && carriers > 2 * reading.value(Vital.MACHINE_DELAY);
    }

    private RecordingStream start() {
        StepSights seen = StepSights.of(steps);
        sights = seen;
        Instant instant = Instant.now();
        long nanos = System.nanoTime();
        var starting = new RecordingStream();
        starting.enable("jdk.VirtualThreadPinned")
                .withThreshold(Duration.ofMillis(5))
                .withStackTrace();
        starting.onEvent(
                "jdk.VirtualThreadPinned",
                event -> pinned(
                        event,
                        nanos + Duration.between(instant, event.getStartTime()).toNanos(),
                        seen));
        starting.startAsync();
        return starting;
    }

    /** @param from when it began, by {@link System#nanoTime} */
    private void pinned(RecordedEvent event, long from, StepSights seen) {
        long nanos = event.getDuration().toNanos();
        pinnedNanos.addAndGet(nanos);
        RecordedStackTrace stack = event.getStackTrace();
        RecordedThread thread = event.getThread();
        if (stack == null || places.size() >= MOST_PLACES) {
            return;
        }
        stack.getFrames().stream()
                .filter(frame -> NOT_THE_USERS.stream()
                        .noneMatch(frame.getMethod().getType().getName()::startsWith))
                .findFirst()
                .map(frame -> new Place(
                        thread == null ? null : seen.stepOf(thread.getJavaThreadId(), from, from + nanos), text(frame)))
                .ifPresent(place -> places.merge(place, nanos, Long::sum));
    }

    private static String text(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName() + ":" + frame.getLineNumber();
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
            stream = null;
            if (sights != null) {
                sights.close();
            }
            suspicious = 0;
        }
    }
}
