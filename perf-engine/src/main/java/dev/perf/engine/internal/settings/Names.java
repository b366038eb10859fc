package dev.perf.engine.internal.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Names of tests that have none. */
final class Names {

    private Names() {}

    /** Returns the name of a file without its ending. */
    static String ofFile(@Nullable String path) {
        Path file = path == null ? null : Path.of(path).getFileName();
        String name = file == null ? "" : file.toString();
        int dot = name.lastIndexOf('.');
        String bare = dot > 0 ? name.substring(0, dot) : name;
        return bare.isBlank() ? "test" : bare;
    }
}
