package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.BodyFault;
import dev.perf.engine.internal.http.transport.ErrorKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that a body is written to. It gets its name when it is whole, so that nobody sees half a body, and users who
 * write to the same name do not mix theirs.
 */
final class SavedFile implements AutoCloseable {

    private final Path target;
    private final Path part;
    private final OutputStream out;

    private SavedFile(Path target, Path part, OutputStream out) {
        this.target = target;
        this.part = part;
        this.out = out;
    }

    /** Makes the parent folders and a file under another name. */
    static SavedFile create(String path) throws BodyFault {
        try {
            Path target = Path.of(path).toAbsolutePath();
            Path folder = target.getParent();
            if (folder == null || Files.isDirectory(target)) {
                throw new FileSystemException(target.toString(), null, "is a folder");
            }
            Files.createDirectories(folder);
            // Not createTempFile, whose files only their owner may read.
            Path part = folder.resolve(".perf-" + UUID.randomUUID() + ".part");
            return new SavedFile(target, part, Files.newOutputStream(part, StandardOpenOption.CREATE_NEW));
        } catch (IOException | InvalidPathException failed) {
            throw fault(path, failed);
        }
    }

    /** Turns a value of the session into something that is one element of a path, or a part of one. */
    static String safeName(String value) {
        var safe = new StringBuilder();
        value.codePoints()
                .limit(100)
                .map(c -> Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0 ? c : '_')
                .forEach(safe::appendCodePoint);
        String name = safe.toString();
        return name.isEmpty() || name.chars().allMatch(c -> c == '.') ? "_".repeat(Math.max(1, name.length())) : name;
    }

    void write(byte[] bytes, int from, int count) throws BodyFault {
        try {
            out.write(bytes, from, count);
        } catch (IOException failed) {
            throw fault(target.toString(), failed);
        }
    }

    /** The body is whole: gives the file its name. */
    void complete() throws BodyFault {
        try {
            out.close();
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw fault(target.toString(), failed);
        }
    }

    /** Leaves nothing behind of a body that is not whole. */
    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(part);
        } catch (IOException ignored) {
            // the failure that led here tells more
        }
    }

    private static BodyFault fault(String path, Exception failed) {
        String reason = failed instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : failed.getClass().getSimpleName();
        return new BodyFault(
                ErrorKind.RESPONSE_BODY,
                "the body cannot be saved to \"" + path + "\": " + reason + "; check saveTo and the folder's rights");
    }
}
