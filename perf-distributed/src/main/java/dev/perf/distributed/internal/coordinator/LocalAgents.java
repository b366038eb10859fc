package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.transport.HostPort;
import dev.perf.fleet.FleetException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Agents that are child processes of this one. They end when it does, however that comes: their standard input ends.
 */
public final class LocalAgents implements AutoCloseable {

    /** Name of the cluster, for the environment of a child. */
    public static final String CLUSTER = "PERF_FLEET_CLUSTER";

    /** What members prove to know, in hexadecimal digits, for the environment of a child. */
    public static final String SECRET = "PERF_FLEET_SECRET";

    /** Key of the coordinator's seal, in hexadecimal digits, for the environment of a child. */
    public static final String KEY = "PERF_FLEET_KEY";

    private static final long PATIENCE_SECONDS = 10;

    private final List<Process> processes = new ArrayList<>();

    private LocalAgents() {}

    /**
     * Starts agents on the class path of this process.
     *
     * @throws FleetException if a process cannot be started
     */
    static LocalAgents start(int count, HostPort coordinator, String cluster, byte[] secret, byte[] publicKey) {
        var agents = new LocalAgents();
        try {
            for (int i = 1; i <= count; i++) {
                agents.start("local-" + i, coordinator, cluster, secret, publicKey);
            }
            return agents;
        } catch (IOException impossible) {
            agents.close();
            throw new FleetException("an agent cannot be started here: " + impossible.getMessage(), impossible);
        }
    }

    private void start(String name, HostPort coordinator, String cluster, byte[] secret, byte[] publicKey)
            throws IOException {
        String classPath = System.getProperty("java.class.path");
        String modulePath = System.getProperty("jdk.module.path");
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // Their news are the coordinator's, who tells them once.
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                modulePath == null ? classPath : modulePath + File.pathSeparator + classPath,
                "dev.perf.cli.PerfCommand",
                "agent",
                "--join",
                coordinator.toString(),
                "--name",
                name);
        Map<String, String> environment = builder.environment();
        environment.put(CLUSTER, cluster);
        environment.put(SECRET, HexFormat.of().formatHex(secret));
        environment.put(KEY, HexFormat.of().formatHex(publicKey));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        processes.add(builder.start());
    }

    /** Ends all, and kills those that do not end within {@value #PATIENCE_SECONDS} s. */
    @Override
    public void close() {
        processes.forEach(Process::destroy);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (Process process : processes) {
            try {
                if (!process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException stopped) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
