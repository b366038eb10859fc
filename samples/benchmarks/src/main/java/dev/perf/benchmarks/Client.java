package dev.perf.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that puts load on the server.
 *
 * @param name as shown
 * @param command how it is started; runs for {@link #seconds} at least
 * @param warmUp seconds until it is as fast as it gets
 */
record Client(String name, List<String> command, int warmUp) {

    private static final String HEAP = "-Xmx1G";
    /** Longer than it takes a fleet from its start to its first request. */
    private static final int FLEET_START_SECONDS = 10;

    /** wrk is as fast as it gets at once. */
    static Client wrk(String name, String url, Settings settings) {
        return new Client(
                name,
                List.of(
                        "wrk",
                        "-t" + settings.cores().each(),
                        "-c" + ClosedLoads.USERS,
                        "-d" + (1 + settings.window() + 1) + "s",
                        url),
                1);
    }

    /** Perf in one process, with a closed load. */
    static Client perf(String name, Settings settings, String load, String url) {
        return java(name, ClosedLoads.class, settings, load, url, "0");
    }

    /** The same load on agents of this machine. */
    static Client fleet(String name, int agents, Settings settings, String load, String url) {
        return java(
                name, ClosedLoads.class, settings.warmedLonger(FLEET_START_SECONDS), load, url, String.valueOf(agents));
    }

    /** A program of this package, on a Java of its own. */
    static Client java(String name, Class<?> main, Settings settings, String... arguments) {
        int seconds = settings.warmUp() + settings.window() + 2;
        var command = new ArrayList<>(
                List.of(javaCommand(), HEAP, "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        command.add(String.valueOf(seconds));
        return new Client(name, command, settings.warmUp());
    }

    /** Gatling, from the class path of its own build. */
    static Client gatling(String simulation, String url, Settings settings) {
        int seconds = settings.warmUp() + settings.window() + 2;
        return new Client(
                "Gatling",
                List.of(
                        javaCommand(),
                        HEAP,
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Durl=" + url,
                        "-Dusers=" + ClosedLoads.USERS,
                        "-Dseconds=" + seconds,
                        "-cp",
                        Gatling.classPath(),
                        "io.gatling.app.Gatling",
                        "-nr",
                        "-rf",
                        "gatling-results",
                        "-s",
                        "dev.perf.benchmarks.gatling." + simulation),
                settings.warmUp() + Gatling.START_SECONDS);
    }

    static String javaCommand() {
        return ProcessHandle.current().info().command().orElse("java");
    }
}
