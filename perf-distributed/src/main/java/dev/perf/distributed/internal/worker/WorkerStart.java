package dev.perf.distributed.internal.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a worker is started with.
 *
 * @param run the run that it works for, for names of threads and messages
 * @param classPath jars and folders, in order; Perf is among them
 * @param directory its working directory, which files of the run may be in already; made where it is missing, closed to
 *     other users, and removed with all that is in it when the worker is closed
 * @param heartbeat how often it says that it is alive, from 1 ms on
 * @param arguments arguments of the JVM, such as {@code -Xmx2g}; without any {@code -Xmx} or {@code -XX:MaxRAMPercentage}
 *     it has half of the memory of the machine at most
 * @param environment variables that the run brings along, by name
 * @param inherited names of variables of this process that the worker has too, beside those that every program needs
 *     ({@code PATH}, {@code HOME}, {@code LANG}, {@code TZ} and the like)
 */
public record WorkerStart(
        String run,
        List<Path> classPath,
        Path directory,
        Duration heartbeat,
        List<String> arguments,
        Map<String, String> environment,
        Set<String> inherited) {

    /** Copies the collections. */
    public WorkerStart {
        classPath = List.copyOf(classPath);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        inherited = Set.copyOf(inherited);
    }

    /** Shows no value of a variable, which may be secret. */
    @Override
    public String toString() {
        return "WorkerStart[run=" + run + ", directory=" + directory + "]";
    }
}
