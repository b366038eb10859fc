package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.RequestBody;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.http.Body;
import dev.perf.http.HttpRequest;
import dev.perf.http.Part;
import dev.perf.scenario.Session;
import dev.perf.source.SourceLocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A multipart form (RFC 7578): made in memory where it holds no file, else streamed with its length stated. */
final class MultipartTemplate implements BodyTemplate {

    private static final byte[] LINE_END = {'\r', '\n'};

    /** A stretch of the body. */
    private sealed interface Stretch {
        record Bytes(byte[] bytes) implements Stretch {}

        record OfFile(RequestBody file) implements Stretch {}
    }

    /** A compiled part. */
    private record PartTemplate(
            Template name,
            @Nullable Template fileName,
            @Nullable Template contentType,
            @Nullable Template text,
            byte @Nullable [] bytes,
            @Nullable FileTemplate file) {}

    private final String boundary;
    private final List<PartTemplate> parts;
    private final boolean hasFiles;

    private MultipartTemplate(String boundary, List<PartTemplate> parts) {
        this.boundary = boundary;
        this.parts = List.copyOf(parts);
        this.hasFiles = parts.stream().anyMatch(part -> part.file() != null);
    }

    static MultipartTemplate compile(Body.Multipart body, HttpRequest request, CompileContext context) {
        if (request.headers().stream()
                .anyMatch(field -> field.name().toLowerCase(Locale.ROOT).equals("content-type"))) {
            context.problem(
                    request.location(),
                    "header \"Content-Type\" would hide the boundary of the multipart body; remove the header");
        }
        if (body.parts().isEmpty()) {
            context.problem(request.location(), "multipart body has no part; add part(name, value)");
        }
        return new MultipartTemplate(
                body.boundary(),
                body.parts().stream()
                        .map(part -> compile(part, request.location(), context))
                        .toList());
    }

    private static PartTemplate compile(Part part, SourceLocation location, CompileContext context) {
        return new PartTemplate(
                context.template(part.name(), location),
                template(part.fileName(), location, context),
                template(part.contentType(), location, context),
                part.content() instanceof Part.Content.Text text ? context.template(text.text(), location) : null,
                part.content() instanceof Part.Content.Bytes bytes ? bytes.bytes() : null,
                part.content() instanceof Part.Content.OfFile file
                        ? FileTemplate.compile(file.path(), location, context)
                        : null);
    }

    private static @Nullable Template template(@Nullable String text, SourceLocation location, CompileContext context) {
        return text == null ? null : context.template(text, location);
    }

    @Override
    public void put(WireRequest wire, Session session) {
        List<Stretch> stretches = stretches(session);
        if (hasFiles) {
            wire.stream(new Stretches(stretches));
        } else {
            var bytes = new ByteArrayOutputStream();
            for (Stretch stretch : stretches) {
                if (stretch instanceof Stretch.Bytes known) {
                    bytes.writeBytes(known.bytes());
                }
            }
            wire.body(bytes.toByteArray());
        }
    }

    private List<Stretch> stretches(Session session) {
        List<Stretch> stretches = new ArrayList<>();
        for (PartTemplate part : parts) {
            stretches.add(bytes(head(part, session)));
            if (part.file() != null) {
                stretches.add(new Stretch.OfFile(part.file().of(session)));
            } else if (part.bytes() != null) {
                stretches.add(new Stretch.Bytes(part.bytes()));
            } else if (part.text() != null) {
                stretches.add(bytes(part.text().fill(session)));
            }
            stretches.add(new Stretch.Bytes(LINE_END));
        }
        stretches.add(bytes("--" + boundary + "--\r\n"));
        return stretches;
    }

    private String head(PartTemplate part, Session session) {
        var head = new StringBuilder("--" + boundary + "\r\nContent-Disposition: form-data; name=\"")
                .append(quoted(part.name().fill(session)))
                .append('"');
        if (part.fileName() != null) {
            head.append("; filename=\"")
                    .append(quoted(part.fileName().fill(session)))
                    .append('"');
        }
        if (part.contentType() != null) {
            head.append("\r\nContent-Type: ").append(oneLine(part.contentType().fill(session)));
        }
        return head.append("\r\n\r\n").toString();
    }

    /** As browsers do (RFC 7578, 2; WHATWG, multipart/form-data encoding): what would end the name is encoded. */
    private static String quoted(String text) {
        return text.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }

    private static String oneLine(String contentType) {
        if (contentType.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(
                    "content type of a part must be one line, got \"" + contentType.strip() + "\"");
        }
        return contentType;
    }

    private static Stretch bytes(String text) {
        return new Stretch.Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All stretches as one body; a file is opened when it is its turn. */
    private record Stretches(List<Stretch> stretches) implements RequestBody {

        @Override
        public long length() {
            return stretches.stream()
                    .mapToLong(stretch -> switch (stretch) {
                        case Stretch.Bytes bytes -> bytes.bytes().length;
                        case Stretch.OfFile file -> file.file().length();
                    })
                    .sum();
        }

        @Override
        public InputStream open() {
            return new InputStream() {
                private int next;
                private InputStream current = InputStream.nullInputStream();

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] to, int from, int most) throws IOException {
                    int count = current.read(to, from, most);
                    while (count < 0 && next < stretches.size()) {
                        current.close();
                        current = switch (stretches.get(next++)) {
                            case Stretch.Bytes bytes -> new ByteArrayInputStream(bytes.bytes());
                            case Stretch.OfFile file -> file.file().open();
                        };
                        count = current.read(to, from, most);
                    }
                    return count;
                }

                @Override
                public void close() throws IOException {
                    current.close();
                }
            };
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }
    }
}
