package dev.perf.distributed.internal.bundle;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the class path and the module path of a process amount to, each part once and in order. Jars that only name
 * others, as Surefire, Gradle and editors make them, stand for those; the JDK's own are left out.
 */
final class ClassPath {

    private final Path javaHome;
    private final Set<Path> found = new LinkedHashSet<>();
    private final Set<Path> seen = new LinkedHashSet<>();

    private ClassPath(Path javaHome) {
        this.javaHome = javaHome;
    }

    /**
     * Returns the parts that are there.
     *
     * @param classPath value of {@code java.class.path}
     * @param modulePath value of {@code jdk.module.path}
     * @param arguments arguments of the JVM, of which {@code --patch-module} adds classes to modules
     * @param javaHome folder of the JDK
     */
    static List<Path> of(@Nullable String classPath, @Nullable String modulePath, List<String> arguments, Path javaHome)
            throws IOException {
        var path = new ClassPath(javaHome.toAbsolutePath().normalize());
        for (String argument : arguments) {
            if (argument.startsWith("--patch-module=")) {
                path.addAll(argument.substring(argument.indexOf('=', argument.indexOf('=') + 1) + 1));
            }
        }
        path.addAll(classPath);
        for (Path entry : split(modulePath)) {
            path.addModules(entry);
        }
        return List.copyOf(path.found);
    }

    /**
     * Returns what class loaders add to the class path of their process, such as those of {@code perf run --class-path}: the
     * files and folders that they and those above them load from, the uppermost first, as a class path.
     */
    static String of(@Nullable ClassLoader loader) {
        var paths = new ArrayList<String>();
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            if (each instanceof URLClassLoader added) {
                paths.addAll(
                        0, Stream.of(added.getURLs()).flatMap(ClassPath::file).toList());
            }
        }
        return String.join(File.pathSeparator, paths);
    }

    private static Stream<String> file(URL url) {
        try {
            return "file".equals(url.getProtocol())
                    ? Stream.of(Path.of(url.toURI()).toString())
                    : Stream.empty();
        } catch (URISyntaxException | IllegalArgumentException noPath) {
            return Stream.empty(); // Java's own class loader passes over it, too
        }
    }

    private static List<Path> split(@Nullable String paths) {
        var all = new ArrayList<Path>();
        for (String path : (paths == null ? "" : paths).split(File.pathSeparator, -1)) {
            if (!path.isEmpty()) {
                all.add(Path.of(path));
            }
        }
        return all;
    }

    private void addAll(@Nullable String paths) throws IOException {
        for (Path path : split(paths)) {
            add(path);
        }
    }

    /** A folder on a module path is a module, or has modules in it. */
    private void addModules(Path entry) throws IOException {
        if (!Files.isDirectory(entry) || Files.exists(entry.resolve("module-info.class"))) {
            add(entry);
            return;
        }
        try (Stream<Path> modules = Files.list(entry)) {
            for (Path module : modules.sorted().toList()) {
                add(module);
            }
        }
    }

    private void add(Path path) throws IOException {
        Path entry = path.toAbsolutePath().normalize();
        if (entry.startsWith(javaHome) || !seen.add(entry)) {
            return;
        }
        if (Files.isDirectory(entry)) {
            found.add(entry);
        } else if (Files.isRegularFile(entry)) {
            addJar(entry);
        }
    }

    private void addJar(Path jar) throws IOException {
        List<Path> named;
        try (var file = new JarFile(jar.toFile())) {
            named = named(jar, file.getManifest());
            if (named.isEmpty()
                    || file.stream().anyMatch(entry -> !entry.getName().startsWith("META-INF"))) {
                found.add(jar);
            }
        }
        for (Path other : named) {
            add(other);
        }
    }

    /** URLs between spaces, relative to the jar (JAR File Specification, "Class-Path Attribute"). */
    private static List<Path> named(Path jar, @Nullable Manifest manifest) {
        String urls = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        var named = new ArrayList<Path>();
        for (String url : (urls == null ? "" : urls).split(" +", -1)) {
            try {
                URI resolved = jar.toUri().resolve(url);
                if (!url.isEmpty() && "file".equals(resolved.getScheme())) {
                    named.add(Path.of(resolved));
                }
            } catch (IllegalArgumentException | FileSystemNotFoundException noFile) {
                continue; // Java's own class loader passes over it, too
            }
        }
        return named;
    }
}
