package dev.perf.http;

import static dev.perf.source.Given.given;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@code multipart/form-data} body. Name, text, path, file name and content type may hold templates.
 * Immutable: each method with an argument returns a new value.
 */
public final class Part {

    /** What a part holds. */
    public sealed interface Content {

        /** A text, sent in UTF-8. */
        record Text(String text) implements Content {}

        /** Bytes, sent as they are. */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Bytes(byte[] bytes) implements Content {}

        /** A file, read while it is sent. */
        record OfFile(Path path) implements Content {}
    }

    private final String name;
    private final Content content;
    private final @Nullable String fileName;
    private final @Nullable String contentType;

    private Part(String name, Content content, @Nullable String fileName, @Nullable String contentType) {
        this.name = name;
        this.content = content;
        this.fileName = fileName;
        this.contentType = contentType;
    }

    static Part field(String name, String text) {
        return new Part(name, new Content.Text(text), null, null);
    }

    static Part file(String name, Path path) {
        Path last = path.getFileName();
        return new Part(
                name, new Content.OfFile(path), last == null ? "" : last.toString(), "application/octet-stream");
    }

    static Part file(String name, String fileName, byte[] bytes) {
        return new Part(name, new Content.Bytes(bytes), fileName, "application/octet-stream");
    }

    /** Sets the file name that is sent; the last element of its path for a file, none for a field unless set. */
    public Part fileName(String other) {
        return new Part(name, content, given(other, "other"), contentType);
    }

    /** Sets the content type; {@code application/octet-stream} for a file, none for a field unless set. */
    public Part contentType(String type) {
        return new Part(name, content, fileName, given(type, "type"));
    }

    /** Returns the name of the form's field. */
    public String name() {
        return name;
    }

    /** Returns what it holds. */
    public Content content() {
        return content;
    }

    /** Returns the file name that is sent, or null for none. */
    public @Nullable String fileName() {
        return fileName;
    }

    /** Returns the content type, or null for none. */
    public @Nullable String contentType() {
        return contentType;
    }
}
