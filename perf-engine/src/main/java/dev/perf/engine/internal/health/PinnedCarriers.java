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
 * {@code jdk.VirtualThreadPinned}. A recording takes some CPU, so it begins only when virtual threads have been late:
 * until then no carrier was held long enough to matter.
 */
final class PinnedCarriers implements Sensor {

    private static final List<String> NOT_THE_USERS =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "dev.perf.engine.");

    private final AtomicLong pinnedNanos = new AtomicLong();
    private final AtomicReference<@Nullable String> where = new AtomicReference<>();
    private @Nullable RecordingStream stream;

    private PinnedCarriers() {}

    /** Returns a sensor that reads nothing where the Java runtime has no Flight Recorder. */
    static Sensor ofThisProcess() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? new PinnedCarriers() : reading -> {};
    }

    @Override
    public void read(Reading reading) {
        if (stream == null) {
            if (reading.value(Vital.CARRIER_DELAY)
                    >= Vital.CARRIER_DELAY.limit().doubtful()) {
                stream = start();
            } else {
                reading.put(Vital.PINNED, 0);
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
        }
    }
}
