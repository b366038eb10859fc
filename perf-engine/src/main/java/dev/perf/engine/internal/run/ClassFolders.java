package dev.perf.engine.internal.run;

import dev.perf.plan.TestPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads Perf's own classes before a run where they are in folders, as builds and IDEs have them, rather than in jars.
 *
 * <p>Each of them is then a file to open at the moment it is first needed, and what is first needed when all
 * descriptors are in use is the code that would say so. The JVM remembers such a failure, so users would go on dying
 * when there are descriptors again. Jars are open already.
 */
final class ClassFolders {

    private static final Logger LOG = LoggerFactory.getLogger(ClassFolders.class);

    private static final Path LIMITS = Path.of("/proc/self/limits");

    /** What the JVM, the test and the log have open besides. */
    private static final int OTHER_FILES = 500;

    private static final AtomicBoolean LOADED = new AtomicBoolean();

    private ClassFolders() {}

    /**
     * Loads them, once per JVM, where the users of {@code plan} may use up the descriptors with a connection each; takes
     * a fifth of a second and more.
     */
    static void loadFor(TestPlan plan) {
        double users = plan.workloads().stream()
                .mapToDouble(workload -> LoadCheck.mostUsers(workload.load()))
                .sum();
        if (users + OTHER_FILES > limit() && LOADED.compareAndSet(false, true)) {
            for (Class<?> one : List.of(TestPlan.class, ClassFolders.class)) {
                Path folder = folder(one);
                if (folder != null) {
                    load(folder, one.getClassLoader());
                }
            }
        }
    }

    /** Returns how many files the process may open; 0 where nobody says. */
    private static long limit() {
        try (Stream<String> limits = Files.lines(LIMITS)) {
            return limits.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split(" {2,}")[1])
                    .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException | NumberFormatException notLinux) {
            return 0;
        }
    }

    private static @Nullable Path folder(Class<?> one) {
        CodeSource source = one.getProtectionDomain().getCodeSource();
        if (source == null
                || source.getLocation() == null
                || !"file".equals(source.getLocation().getProtocol())) {
            return null;
        }
        try {
            Path path = Path.of(source.getLocation().toURI());
            return Files.isDirectory(path) ? path : null;
        } catch (URISyntaxException unreadable) {
            return null;
        }
    }

    private static void load(Path folder, @Nullable ClassLoader loader) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.map(file -> folder.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length())
                            .replace(folder.getFileSystem().getSeparator(), "."))
                    .forEach(name -> load(name, loader));
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.debug("classes in {} are not loaded in advance", folder, unreadable);
        }
    }

    private static void load(String name, @Nullable ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError unusable) {
            // Some need an optional library; who needs them will say so.
            LOG.debug("{} is not loaded in advance", name, unusable);
        }
    }
}
