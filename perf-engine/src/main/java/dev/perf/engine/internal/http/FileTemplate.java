package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.RequestBody;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.scenario.Session;
import dev.perf.source.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file to send, whose path may depend on the session. */
final class FileTemplate {

    private final Template path;
    private final Path constant;

    private FileTemplate(Template path, Path constant) {
        this.path = path;
        this.constant = constant;
    }

    /** Compiles {@code path}; a file that is not there is a mistake. */
    static FileTemplate compile(Path path, SourceLocation location, CompileContext context) {
        Template template = context.template(text(path), location);
        Path constant = path;
        if (template.isConstant()) {
            try {
                constant = path.getFileSystem().getPath(template.fill(NoSession.INSTANCE));
                sized(constant);
            } catch (IllegalArgumentException unreadable) {
                context.problem(location, String.valueOf(unreadable.getMessage()));
            }
        }
        return new FileTemplate(template, constant);
    }

    /** A backslash before a place would make a text of it, and on Windows it stands between folders. */
    private static String text(Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    /**
     * Returns the file for a user.
     *
     * @throws IllegalArgumentException if it is not there, or is no file
     */
    RequestBody of(Session session) {
        if (path.isConstant()) {
            return sized(constant);
        }
        String text = path.fill(session);
        try {
            return sized(constant.getFileSystem().getPath(text));
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException("\"" + text + "\" is no path: " + malformed.getReason(), malformed);
        }
    }

    private static RequestBody sized(Path file) {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file) || !Files.isReadable(file) && Files.exists(file)) {
                throw new IllegalArgumentException(
                        "\"" + file.toAbsolutePath() + "\" must be a file that can be read; give another path");
            }
            return new OfFile(file, Files.size(file));
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(
                    "there is no file \"" + file.toAbsolutePath() + "\" to send; give another path", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "file \"" + file.toAbsolutePath() + "\" cannot be read: " + unreadable, unreadable);
        }
    }

    private record OfFile(Path file, long length) implements RequestBody {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }
    }
}
