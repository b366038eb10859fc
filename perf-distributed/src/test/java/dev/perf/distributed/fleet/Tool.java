package dev.perf.distributed.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Commands of the machine, which end soon. */
final class Tool {

    private Tool() {}

    /**
     * Runs a command to its end.
     *
     * @throws IllegalStateException if it does not work; the message has what it printed
     */
    static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " ended with " + code + ": " + printed.strip());
            }
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while it ran " + command, stopped);
        }
    }

    /** Runs a command that is words with blanks between them. */
    static void run(String command) {
        run(List.of(command.split(" ")));
    }
}
