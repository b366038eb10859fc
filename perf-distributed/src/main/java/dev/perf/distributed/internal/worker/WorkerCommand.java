package dev.perf.distributed.internal.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The command line and the surroundings of a worker. */
final class WorkerCommand {

    /** What programs need of their surroundings; no secrets are kept in them. */
    private static final Set<String> INHERITED = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "LANGUAGE",
            "TZ",
            "SHELL",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "LD_LIBRARY_PATH",
            "SYSTEMROOT",
            "SYSTEMDRIVE",
            "COMSPEC",
            "PATHEXT",
            "WINDIR",
            "USERPROFILE");

    /** Folder in the working directory that no file of a test is in. */
    private static final String OWN = ".perf";

    private final Path javaHome;
    private final String main;

    WorkerCommand(Path javaHome, String main) {
        this.javaHome = javaHome;
        this.main = main;
    }

    /**
     * Starts the process in its working directory.
     *
     * @throws WorkerException if that cannot be
     */
    Process start(WorkerStart start) {
        Path directory = start.directory().toAbsolutePath();
        for (Path entry : start.classPath()) {
            if (!Files.exists(entry)) {
                throw new WorkerException("a worker of run " + start.run() + " cannot be started: " + entry
                        + " of its class path is not there");
            }
        }
        try {
            Folders.makeOwn(directory);
            Folders.makeOwn(directory.resolve(OWN).resolve("tmp"));
            Path arguments = directory.resolve(OWN).resolve("arguments");
            Files.writeString(arguments, "-cp " + quoted(classPath(start)) + "\n");
            var builder = new ProcessBuilder(command(start, directory, arguments)).directory(directory.toFile());
            surround(builder.environment(), start);
            return builder.start();
        } catch (IOException impossible) {
            throw new WorkerException(
                    "a worker of run " + start.run() + " cannot be started in " + directory + ": "
                            + impossible.getMessage(),
                    impossible);
        }
    }

    private static String classPath(WorkerStart start) {
        return start.classPath().stream()
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** In a file of arguments, for the command line of some systems is too short for a class path. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private List<String> command(WorkerStart start, Path directory, Path arguments) {
        var command = new ArrayList<String>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:+DisplayVMOutputToStderr"); // its standard output is for reports alone
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Djava.io.tmpdir=" + directory.resolve(OWN).resolve("tmp"));
        command.add("-Dstdout.encoding=UTF-8");
        command.add("-Dstderr.encoding=UTF-8");
        if (start.arguments().stream().noneMatch(WorkerCommand::limitsMemory)) {
            command.add("-XX:MaxRAMPercentage=50");
        }
        command.addAll(start.arguments());
        command.add("@" + arguments);
        command.add(main);
        command.add(Long.toString(Math.max(1, start.heartbeat().toMillis())));
        return command;
    }

    private static boolean limitsMemory(String argument) {
        return argument.startsWith("-Xmx")
                || argument.startsWith("-XX:MaxHeapSize")
                || argument.startsWith("-XX:MaxRAM");
    }

    /** Nothing of this process gets there unasked: an agent's variables may be secrets of the agent. */
    private static void surround(Map<String, String> environment, WorkerStart start) {
        environment
                .keySet()
                .removeIf(name -> !start.inherited().contains(name)
                        && !INHERITED.contains(name.toUpperCase(Locale.ROOT))
                        && !name.startsWith("LC_"));
        environment.putAll(start.environment());
    }
}
