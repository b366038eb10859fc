package dev.perf.cli;

import dev.perf.engine.origin.UnusableTestException;
import dev.perf.text.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Files that {@code perf run} is given. */
final class TestFiles {

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json", ".conf");

    /** The most that a message names. */
    private static final int MOST_NAMED = 8;

    private TestFiles() {}

    /** Tells whether something means a file: one that is there, or has the name of one. No class has such a name. */
    static boolean isFile(String test) {
        return isNamedLikeOne(test) || test.contains("/") || test.contains("\\") || exists(test);
    }

    private static boolean isNamedLikeOne(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }

    private static boolean exists(String test) {
        try {
            return Files.exists(Path.of(test));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    /**
     * Checks that there is such a file, or such a resource on the class path.
     *
     * @throws UnusableTestException if there is not; the message names those that are near
     */
    static void check(String test, ClassLoader classes) {
        Path file;
        try {
            file = Path.of(test);
        } catch (InvalidPathException noPath) {
            throw new UnusableTestException(test + " is no path of this system");
        }
        if (Files.isRegularFile(file) || classes.getResource(test) != null && !Files.isDirectory(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new UnusableTestException(test + " is a folder; name a file in it" + list(named(file)));
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        String where =
                test.contains("/") ? "the working folder is " + Path.of("").toAbsolutePath() : "in " + folder;
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UnusableTestException("there is no file " + test + ", nor its folder; " + where);
        }
        List<String> near = named(folder);
        String nearest = Nearest.question(String.valueOf(file.getFileName()), near);
        String others = near.isEmpty() ? "no file there could be a test" : "files there" + list(near);
        String between = test.contains("/") ? "; " : " ";
        throw new UnusableTestException("there is no file " + test + between + where + "; " + nearest + others);
    }

    private static String list(List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
        return ": " + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + more;
    }

    /** Returns the names of the files in a folder that may be tests. */
    private static List<String> named(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(TestFiles::isNamedLikeOne)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }
}
