package dev.perf.engine.internal.settings.value;

import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.shape.Shape;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Shapes of paths. */
public final class Paths {

    /** A path that is read from, relative to the file in which it stands. */
    public static final Shape<Path> READ = new Written("a path").as(Paths::besideItsFile);

    /** A path that is written to, relative to the working directory. */
    public static final Shape<Path> WRITTEN = new Written("a path").as(text -> written(text.text()));

    private Paths() {}

    public static Path besideItsFile(Text text) {
        Path path = written(text.text());
        try {
            return Path.of(text.place().document().name()).resolveSibling(path);
        } catch (InvalidPathException noFile) {
            return path; // said elsewhere, as on the command line
        }
    }

    public static Path written(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a path is expected here, got \"" + text + "\"");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException noPath) {
            throw new IllegalArgumentException("\"" + text + "\" is no path of this system", noPath);
        }
    }
}
