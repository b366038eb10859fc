package dev.perf.distributed.internal.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run measured whose coordinator is gone, for a report to be made of it later. */
final class KeptJournal {

    private static final String NAME = "journal.bin";

    private KeptJournal() {}

    /**
     * Copies the journal that is anywhere in the folder of a run.
     *
     * @param to the folder that it is put into
     * @return where it is now; null where there is none
     */
    static @Nullable Path keep(Path folder, Path to) throws IOException {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            Optional<Path> journal = files.filter(KeptJournal::isJournal).findFirst();
            if (journal.isEmpty()) {
                return null;
            }
            Files.createDirectories(to);
            return Files.copy(journal.get(), to.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isJournal(Path file) {
        Path name = file.getFileName();
        return name != null && name.toString().equals(NAME);
    }
}
