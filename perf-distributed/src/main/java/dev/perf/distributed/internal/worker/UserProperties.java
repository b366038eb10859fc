package dev.perf.distributed.internal.worker;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The system properties that the user has set, by {@code -D}, by the build, or in code: all but those that say what this
 * JVM is and how it was started.
 */
final class UserProperties {

    /** Beginnings of those of a machine, a JVM, or a tool that has started it, unless they are on its command line. */
    private static final List<String> OF_THE_PROCESS = List.of(
            "java.",
            "jdk.",
            "sun.",
            "os.arch",
            "os.name",
            "os.version",
            "user.country",
            "user.language",
            "user.script",
            "user.timezone",
            "user.variant",
            "file.encoding",
            "file.separator",
            "path.separator",
            "line.separator",
            "native.encoding",
            "stdin.encoding",
            "stdout.encoding",
            "stderr.encoding",
            "ftp.nonProxyHosts",
            "http.nonProxyHosts",
            "socksNonProxyHosts",
            "awt.",
            "org.jboss.logging.",
            "surefire.",
            "maven.",
            "basedir",
            "localRepository",
            "org.gradle.",
            "org.jetbrains.",
            "idea.",
            "intellij.",
            "visualvm.",
            "eclipse.",
            "com.sun.management.");

    /** Never another machine's business, however they were set. */
    private static final Set<String> NEVER = Set.of(
            "java.class.path",
            "java.home",
            "java.io.tmpdir",
            "java.library.path",
            "java.security.manager",
            "java.system.class.loader",
            "user.dir",
            "user.home",
            "user.name");

    private UserProperties() {}

    /** Returns them, in the order of their names. */
    static Map<String, String> ofThisProcess() {
        Set<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-D"))
                .map(argument -> argument.substring(2).replaceFirst("=.*", ""))
                .collect(Collectors.toSet());
        var all = new TreeMap<String, String>();
        for (String name : System.getProperties().stringPropertyNames()) {
            all.put(name, System.getProperty(name, ""));
        }
        return among(all, arguments);
    }

    /**
     * Returns those that the user has set.
     *
     * @param all all of a process
     * @param arguments names of those that are on its command line
     */
    static Map<String, String> among(Map<String, String> all, Set<String> arguments) {
        var chosen = new TreeMap<>(all);
        chosen.keySet()
                .removeIf(name -> NEVER.contains(name)
                        || name.startsWith("jdk.module.")
                        || name.startsWith("com.sun.management.")
                        || name.startsWith("surefire.")
                        || OF_THE_PROCESS.stream().anyMatch(name::startsWith) && !arguments.contains(name));
        return chosen;
    }
}
