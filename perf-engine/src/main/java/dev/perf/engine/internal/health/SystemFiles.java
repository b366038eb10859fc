package dev.perf.engine.internal.health;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says in {@code /proc} and {@code /sys}.
 *
 * @param root {@code /}, or a folder with files as the kernel would write them
 */
record SystemFiles(Path root) {

    private static final int PART = 8_192;

    static SystemFiles ofThisMachine() {
        return new SystemFiles(Path.of("/"));
    }

    /** Returns what is in a file, such as {@code proc/stat}; null where it cannot be read. */
    @Nullable
    String read(String path) {
        try (var in = new FileInputStream(root.resolve(path).toFile())) {
            var text = new ByteArrayOutputStream();
            // Files.readString asks for a byte first, where the size is said to be 0; files in /proc/sys then end.
            byte[] part = new byte[PART];
            for (int length = in.read(part); length > 0; length = in.read(part)) {
                text.write(part, 0, length);
            }
            return text.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException | SecurityException unreadable) {
            return null;
        }
    }
}
