package dev.perf.engine.internal.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says in {@code /proc} and {@code /sys}.
 *
 * @param root {@code /}, or a folder with files as the kernel would write them
 */
record SystemFiles(Path root) {

    static SystemFiles ofThisMachine() {
        return new SystemFiles(Path.of("/"));
    }

    /** Returns what is in a file, such as {@code proc/stat}; null where it cannot be read. */
    @Nullable
    String read(String path) {
        try {
            return Files.readString(root.resolve(path), StandardCharsets.ISO_8859_1);
        } catch (IOException | SecurityException unreadable) {
            return null;
        }
    }
}
