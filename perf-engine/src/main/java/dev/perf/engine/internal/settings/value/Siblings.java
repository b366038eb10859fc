package dev.perf.engine.internal.settings.value;

import dev.perf.engine.internal.document.Document;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of files that others name. */
public final class Siblings {

    private Siblings() {}

    /** Returns a path that a document gives, which is relative to the folder of that document. */
    public static String of(Document document, String path) {
        try {
            Path folder = Path.of(document.name()).getParent();
            Path given = Path.of(path);
            return folder == null || given.isAbsolute()
                    ? path
                    : folder.resolve(given).normalize().toString();
        } catch (InvalidPathException noPath) {
            return path; // refused where it is opened
        }
    }
}
