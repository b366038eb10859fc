package dev.perf.engine.internal.run;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code latest} beside the folders of a test's runs: the name of the one that began last, and nothing else. Who
 * reads it finds the name of one run or another, and never half of one.
 */
final class LatestRun {

    static final String FILE = "latest";

    private static final Logger LOG = LoggerFactory.getLogger(LatestRun.class);

    private LatestRun() {}

    /** A run has begun. Where the file cannot be written nobody is told of an older run, as far as that is possible. */
    static void begun(Path run) {
        Path file = run.resolveSibling(FILE);
        try {
            write(file, name(run));
        } catch (IOException | RuntimeException unwritable) {
            LOG.warn("{} cannot be written: {}", file, unwritable.toString());
            ReportFolder.delete(file);
        }
    }

    /** The folder of a run is gone: if the file names it, it is to name the one before. */
    static void gone(Path run) {
        Path file = run.resolveSibling(FILE);
        try {
            if (!Files.exists(file) || !Files.readString(file).equals(line(name(run)))) {
                return;
            }
            Optional<String> before = newest(file.resolveSibling(""));
            if (before.isPresent()) {
                write(file, before.get());
            } else {
                Files.deleteIfExists(file);
            }
        } catch (IOException | RuntimeException unreadable) {
            LOG.debug("{} still names a run that is gone", file, unreadable);
        }
    }

    /** Names of runs begin with the moment at which these did. */
    private static Optional<String> newest(Path test) throws IOException {
        try (Stream<Path> runs = Files.list(test)) {
            return runs.filter(Files::isDirectory).map(LatestRun::name).max(Comparator.naturalOrder());
        }
    }

    /** No other run writes a file of that name on its way. */
    private static void write(Path file, String run) throws IOException {
        Path draft = file.resolveSibling("." + FILE + "-" + run);
        try {
            Files.writeString(draft, line(run));
            move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(draft, file, REPLACE_EXISTING);
        }
    }

    private static String line(String run) {
        return run + "\n";
    }

    private static String name(Path run) {
        return run.getFileName().toString();
    }
}
