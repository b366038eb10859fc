package dev.perf.cli;

import dev.perf.engine.origin.UnusableTestException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes that {@code --class-path} adds to those of the command. */
final class AddedClasses {

    private AddedClasses() {}

    /**
     * Returns a loader of them.
     *
     * @param paths jars and folders, separated as the class path of Java is; null for none
     * @throws UnusableTestException if one of them is not there
     */
    static URLClassLoader loader(@Nullable String paths, @Nullable ClassLoader parent) {
        List<URL> urls = new ArrayList<>();
        for (String path : (paths == null ? "" : paths).split(File.pathSeparator, -1)) {
            if (!path.isEmpty()) {
                urls.add(url(path));
            }
        }
        return new URLClassLoader("perf-run", urls.toArray(URL[]::new), parent);
    }

    private static URL url(String text) {
        try {
            Path path = Path.of(text);
            if (Files.notExists(path)) {
                throw new UnusableTestException("--class-path: there is no " + text + " in "
                        + Path.of("").toAbsolutePath() + "; name jars and folders of classes, with \""
                        + File.pathSeparator + "\" between them");
            }
            return path.toAbsolutePath().normalize().toUri().toURL();
        } catch (InvalidPathException | MalformedURLException malformed) {
            throw new UnusableTestException("--class-path: " + text + " is no path of this system");
        }
    }
}
