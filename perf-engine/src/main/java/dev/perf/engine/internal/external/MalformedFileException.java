package dev.perf.engine.internal.external;

import java.nio.file.Path;

/** A file is not what the tool that is said to have written it writes. */
public final class MalformedFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param fault what is wrong, and what to do */
    MalformedFileException(Path file, String fault) {
        super(file + ": " + fault);
    }

    /** @param fault what is wrong in that line */
    MalformedFileException(Path file, long line, String fault) {
        super(file + ", line " + line + ": " + fault);
    }
}
