package dev.perf.engine.internal.health;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Open file descriptors, connections among them, against {@code ulimit -n}; Unix only. */
final class OpenFiles implements Sensor {

    private static final Path FOLDER = Path.of("/proc/self/fd");

    private final LongSupplier open;
    private final LongSupplier limit;

    OpenFiles(LongSupplier open, LongSupplier limit) {
        this.open = open;
        this.limit = limit;
    }

    static OpenFiles of(OperatingSystemMXBean system) {
        if (!(system instanceof UnixOperatingSystemMXBean unix)) {
            return new OpenFiles(() -> -1, () -> -1);
        }
        return new OpenFiles(
                isSizeTheirNumber(unix) ? OpenFiles::sizeOfFolder : unix::getOpenFileDescriptorCount,
                unix::getMaxFileDescriptorCount);
    }

    /**
     * Since Linux 6.2 the size of their folder is their number, while to list the folder takes a microsecond for each.
     *
     * @see <a href="https://docs.kernel.org/filesystems/proc.html">proc, /proc/PID/fd</a>
     */
    private static boolean isSizeTheirNumber(UnixOperatingSystemMXBean unix) {
        return Math.abs(sizeOfFolder() - open(unix::getOpenFileDescriptorCount, 0)) <= 2;
    }

    private static long sizeOfFolder() {
        try {
            return Files.size(FOLDER);
        } catch (IOException notLinux) {
            return -1;
        }
    }

    @Override
    public void read(Reading reading) {
        long most = limit.getAsLong();
        long now = open(open, most);
        if (now >= 0 && most > 0) {
            reading.put(Vital.OPEN_FILES, (double) now / most);
            reading.note(Vital.OPEN_FILES, "of " + most);
        }
    }

    /** The JDK counts them by opening a folder, and throws where there is no descriptor left for that. */
    private static long open(LongSupplier count, long most) {
        try {
            return count.getAsLong();
        } catch (InternalError none) {
            return most;
        }
    }
}
