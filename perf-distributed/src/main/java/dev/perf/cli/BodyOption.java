package dev.perf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The value of {@code --body}: a text, or a file that holds it. */
final class BodyOption {

    private BodyOption() {}

    /** Returns the text, from a file where {@code value} begins with {@code @}. */
    static String read(String value, CommandLine command) {
        if (!value.startsWith("@")) {
            return value;
        }
        try {
            return Files.readString(Path.of(value.substring(1)));
        } catch (IOException | InvalidPathException unreadable) {
            throw new ParameterException(
                    command,
                    "--body " + value + ": the file cannot be read ("
                            + unreadable.getClass().getSimpleName() + ")");
        }
    }
}
