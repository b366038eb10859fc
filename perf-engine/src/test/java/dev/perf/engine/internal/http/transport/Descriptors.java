package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The sockets that this process has open, where the system tells. */
final class Descriptors {

    private static final Path OPEN = Path.of("/proc/self/fd");

    private Descriptors() {}

    /** How many sockets are open; 0 where that cannot be known. */
    static long sockets() {
        if (!Files.isDirectory(OPEN)) {
            return 0;
        }
        try (Stream<Path> descriptors = Files.list(OPEN)) {
            return descriptors.filter(Descriptors::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** No more sockets than {@code before} are open, at once or soon. */
    static void assertNoMoreThan(long before) {
        Eventually.isTrue(() -> sockets() <= before, () -> sockets() + " sockets are open, before it were " + before);
    }
}
