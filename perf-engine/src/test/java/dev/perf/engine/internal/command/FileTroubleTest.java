package dev.perf.engine.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {

    @Test
    void isToldInWordsBesideThePath(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        IOException occupied = catchThrowableOfType(IOException.class, () -> Files.createDirectories(file));
        IOException missing = catchThrowableOfType(
                IOException.class, () -> Files.writeString(folder.resolve("no/summary.json"), "{}"));
        assertThat(FileTrouble.of(occupied)).isEqualTo(file + ": a file is where a folder is needed");
        assertThat(FileTrouble.of(missing)).isEqualTo(folder.resolve("no/summary.json") + ": no such file or folder");
        assertThat(FileTrouble.of(new AccessDeniedException("/x"))).isEqualTo("/x: permission denied");
        assertThat(FileTrouble.of(new FileSystemException("/x", null, "No space left on device")))
                .isEqualTo("/x: No space left on device");
        assertThat(FileTrouble.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
    }
}
