package dev.perf.engine.internal.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why a file cannot be written, in words: the messages of many exceptions are the bare path. */
final class FileTrouble {

    private FileTrouble() {}

    static String of(IOException exception) {
        return exception instanceof FileSystemException known
                ? known.getFile() + ": " + reason(known)
                : Objects.requireNonNullElse(exception.getMessage(), exception.toString());
    }

    private static String reason(FileSystemException exception) {
        return switch (exception) {
            case AccessDeniedException ignored -> "permission denied";
            case NoSuchFileException ignored -> "no such file or folder";
            case FileAlreadyExistsException ignored -> "a file is where a folder is needed";
            default ->
                Objects.requireNonNullElse(
                        exception.getReason(), exception.getClass().getSimpleName());
        };
    }
}
