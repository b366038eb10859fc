package dev.perf.engine.internal.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * How long virtual threads that waited kept their carriers, and where in the user's code: Flight Recorder's event
 * {@code jdk.VirtualThreadPinned}. To begin a recording takes about a second of CPU time, so it begins only when virtual
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

    private final AtomicLong pinnedNanos = new AtomicLong();
    private final AtomicReference<@Nullable String> where = new AtomicReference<>();
    private @Nullable RecordingStream stream;
    private int suspicious;

    private PinnedCarriers() {}

    /** Returns a sensor that reads nothing where the Java runtime has no Flight Recorder. */
    static Sensor ofThisProcess() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? new PinnedCarriers() : reading -> {};
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
        double carriers = Runtime.getRuntime().availableProcessors();
        reading.put(Vital.PINNED, pinnedNanos.getAndSet(0) / 1e9 / reading.seconds() / carriers);
        String frame = where.get();
        if (frame != null) {
            reading.note(Vital.PINNED, "by " + frame);
        }
    }

    private static boolean isSuspicious(Reading reading) {
        double carriers = reading.value(Vital.CARRIER_DELAY);
        return carriers >= Vital.CARRIER_DELAY.limit().bad() && carriers > 2 * reading.value(Vital.MACHINE_DELAY);
    }

    private RecordingStream start() {
        var starting = new RecordingStream();
        starting.enable("jdk.VirtualThreadPinned")
                .withThreshold(Duration.ofMillis(5))
                .withStackTrace();
        starting.onEvent("jdk.VirtualThreadPinned", this::pinned);
        starting.startAsync();
        return starting;
    }

    private void pinned(RecordedEvent event) {
        pinnedNanos.addAndGet(event.getDuration().toNanos());
        RecordedStackTrace stack = event.getStackTrace();
        if (stack != null) {
            stack.getFrames().stream()
                    .filter(frame -> NOT_THE_USERS.stream()
                            .noneMatch(frame.getMethod().getType().getName()::startsWith))
                    .findFirst()
                    .ifPresent(frame -> where.set(text(frame)));
        }
    }

    private static String text(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName() + ":" + frame.getLineNumber();
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
            stream = null;
            suspicious = 0;
        }
    }
}
