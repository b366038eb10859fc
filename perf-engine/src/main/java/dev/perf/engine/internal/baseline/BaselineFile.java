package dev.perf.engine.internal.baseline;

import dev.perf.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds and reads the {@code summary.json} of an earlier run. */
public final class BaselineFile {

    private static final int SCHEMA_VERSION = 1;
    private static final String NAME = "summary.json";

    private BaselineFile() {}

    /** Returns the file that a path means, which may be the folder of a report; null where there is none. */
    public static @Nullable Path find(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
        return Files.isRegularFile(file) ? file : null;
    }

    /** Says that there is nothing at a path. */
    public static String missing(Path path) {
        return Files.isDirectory(path) ? "the folder " + path + " has no " + NAME : "there is no file " + path;
    }

    /**
     * Reads the numbers of an earlier run.
     *
     * @param path where they are, of which there is a file
     * @param test name of the test that is to be compared with it
     * @throws UnusableBaselineException if they are of no use
     */
    public static EarlierRun read(Path path, String test) throws UnusableBaselineException {
        Path file = Objects.requireNonNull(find(path), "file");
        JsonNode root = tree(file);
        int version = root.path("schemaVersion").asInt(0);
        if (version == 0) {
            throw new UnusableBaselineException(file + " is no " + NAME + " of Perf: it has no schemaVersion");
        }
        if (version != SCHEMA_VERSION) {
            throw new UnusableBaselineException(
                    file + " has schemaVersion " + version + ", and this version of Perf reads " + SCHEMA_VERSION);
        }
        String of = root.path("test").asString("");
        if (!of.equals(test)) {
            throw new UnusableBaselineException(
                    file + " is of the test \"" + of + "\", and this is \"" + test + "\"; name a run of the same test");
        }
        if (root.path("verdict").asString("").equals(Verdict.INVALID.name())) {
            throw new UnusableBaselineException(
                    file + " is of a run that was INVALID, so its numbers say nothing of the target; name another");
        }
        return new EarlierRun(root.path("metrics"), root.path("thresholds"));
    }

    private static JsonNode tree(Path file) throws UnusableBaselineException {
        try {
            return new JsonMapper().readTree(Files.readAllBytes(file));
        } catch (JacksonException malformed) {
            throw new UnusableBaselineException(file + " is no JSON: " + malformed.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new UnusableBaselineException(file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
