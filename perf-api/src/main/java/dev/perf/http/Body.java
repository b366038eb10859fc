package dev.perf.http;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a request. Texts may hold {@code #{}} templates. */
public sealed interface Body {

    /** No body. */
    record None() implements Body {}

    /**
     * A text, encoded in the charset that the content type names, else in UTF-8.
     *
     * @param text template of the text
     * @param contentType value of the content-type header
     */
    record Text(String text, String contentType) implements Body {}

    /**
     * Bytes, sent as they are.
     *
     * @param bytes the bytes; not to be changed afterwards
     * @param contentType value of the content-type header
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Bytes(byte[] bytes, String contentType) implements Body {}

    /**
     * A value to be written as JSON: a map, list, record, bean, text, number or boolean. Values put into a template
     * inside one of its texts are escaped, so they stay texts.
     */
    record Json(Object value) implements Body {}

    /**
     * Form fields, sent as {@code application/x-www-form-urlencoded} in the order given; a name may occur several
     * times.
     *
     * @param extracted template of a session value that is a map of fields, of which {@code fields} take the place or to
     *     which they are added; null for none
     * @param fields templates of names and values
     * @param charset what names and values are encoded in before they are percent-encoded
     */
    record Form(@Nullable String extracted, List<Field> fields, Charset charset) implements Body {
        public Form {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Parts of a form, sent as {@code multipart/form-data} (RFC 7578) in the order given.
     *
     * @param parts fields and files
     * @param boundary what separates them; drawn at random, so that it occurs in none
     */
    record Multipart(List<Part> parts, String boundary) implements Body {
        public Multipart {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A file, read while it is sent, anew for each request.
     *
     * @param path its path, which may hold templates
     * @param contentType value of the content-type header
     */
    record OfFile(Path path, String contentType) implements Body {}

    /** What a stream of the user's has, read while it is sent, in constant memory. */
    record Stream(StreamedBody source) implements Body {}
}
