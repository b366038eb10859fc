package dev.perf.distributed.internal.bundle;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A part of a bundle.
 *
 * @param kind what it is
 * @param name for a part of the class path its last name; for a file its path below the working folder, with slashes
 * @param hash SHA-256 of its bytes, in lower-case hexadecimal digits
 * @param size how many bytes it has
 */
public record BundleEntry(Kind kind, String name, String hash, long size) {

    /** What a part is. */
    public enum Kind {
        /** A jar of the class path. */
        JAR,
        /** A folder of the class path, as a zip. */
        FOLDER,
        /** A file that the test reads. */
        FILE
    }

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_+-][A-Za-z0-9._+-]{0,199}");
    private static final int MOST_PATH = 1_000;

    /**
     * Checks what may come from anybody: no name leads out of the folder that the part is put into.
     *
     * @throws BundleException if a component is none of those
     */
    public BundleEntry {
        if (!HASH.matcher(hash).matches()) {
            throw new BundleException("\"" + shown(hash) + "\" is no SHA-256");
        }
        if (size < 0) {
            throw new BundleException("\"" + shown(name) + "\" has a size of " + size + " bytes");
        }
        if (kind == Kind.FILE
                ? !isPath(name) || isOurs(name)
                : !PART.matcher(name).matches()) {
            throw new BundleException("\"" + shown(name) + "\" is no name of a "
                    + (kind == Kind.FILE ? "file below the working folder" : "part of a class path"));
        }
    }

    /** Tells whether a path, with slashes, stays below a folder on every system. */
    static boolean isPath(String path) {
        if (path.isEmpty() || path.length() > MOST_PATH || path.startsWith("/")) {
            return false;
        }
        if (path.chars().anyMatch(c -> c < ' ' || c == 0x7F || c == '\\' || c == ':')) {
            return false;
        }
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return false;
            }
        }
        return true;
    }

    /** The class path of a run is there. */
    private static boolean isOurs(String path) {
        return path.toLowerCase(Locale.ROOT).startsWith(".perf/");
    }

    /** Returns a text that came from elsewhere, for a message. */
    static String shown(String text) {
        String cut = text.length() <= 100 ? text : text.substring(0, 100) + "...";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
