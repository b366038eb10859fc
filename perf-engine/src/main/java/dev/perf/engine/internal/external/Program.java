package dev.perf.engine.internal.external;

import dev.perf.engine.external.ExternalTool;
import dev.perf.engine.external.ExternalToolException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the program of a tool. */
final class Program {

    private static final List<String> SUFFIXES =
            File.separatorChar == '\\' ? List.of(".exe", ".bat", ".cmd") : List.of("");

    private Program() {}

    /**
     * Returns where the program is.
     *
     * @param command its name, or a path to it
     * @param folders what the variable {@code PATH} holds
     * @throws ExternalToolException if it is not there; the message says how to install it
     */
    static Path find(ExternalTool tool, String command, String folders) {
        boolean isPath = command.contains("/") || command.contains(File.separator);
        Path found = isPath ? in("", command) : null;
        if (!isPath) {
            for (String folder : folders.split(Pattern.quote(File.pathSeparator))) {
                found = found == null && !folder.isEmpty() ? in(folder, command) : found;
            }
        }
        if (found == null) {
            throw new ExternalToolException(tool.title() + " is not installed: there is no program "
                    + (isPath ? command : command + " in the folders of PATH") + "; " + advice(tool)
                    + ", or name the program with --command");
        }
        return found;
    }

    private static @Nullable Path in(String folder, String command) {
        for (String suffix : SUFFIXES) {
            try {
                Path file = Path.of(folder, command + suffix);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return file.toAbsolutePath();
                }
            } catch (InvalidPathException noPath) {
                return null;
            }
        }
        return null;
    }

    private static String advice(ExternalTool tool) {
        return switch (tool) {
            case AB -> "install apache2-utils (Debian, Ubuntu) or httpd-tools (Fedora, Red Hat)";
            case JMETER ->
                "unpack JMeter 5 from https://jmeter.apache.org/download_jmeter.cgi and add its folder bin to PATH";
            case K6 -> "install k6 as https://grafana.com/docs/k6/latest/set-up/install-k6/ says";
            case LOCUST -> "install it with pip install locust, or python3-locust (Debian, Ubuntu)";
        };
    }
}
