package dev.perf.engine.internal.health;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.OperatingSystemMXBean;
import java.util.function.LongSupplier;

/** Open file descriptors, connections among them, against {@code ulimit -n}; Unix only. */
final class OpenFiles implements Sensor {

    private final LongSupplier open;
    private final LongSupplier limit;

    OpenFiles(LongSupplier open, LongSupplier limit) {
        this.open = open;
        this.limit = limit;
    }

    static OpenFiles of(OperatingSystemMXBean system) {
        return system instanceof UnixOperatingSystemMXBean unix
                ? new OpenFiles(unix::getOpenFileDescriptorCount, unix::getMaxFileDescriptorCount)
                : new OpenFiles(() -> -1, () -> -1);
    }

    @Override
    public void read(Reading reading) {
        long most = limit.getAsLong();
        long now = open(most);
        if (now >= 0 && most > 0) {
            reading.put(Vital.OPEN_FILES, (double) now / most);
            reading.note(Vital.OPEN_FILES, "of " + most);
        }
    }

    /** The JDK counts them by opening a folder, and throws where there is no descriptor left for that. */
    private long open(long most) {
        try {
            return open.getAsLong();
        } catch (InternalError none) {
            return most;
        }
    }
}
