package dev.perf.engine.internal.external;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Opens files that may be compressed, and may begin with a byte order mark, as what Windows redirects does; bytes that are no
 * UTF-8 are replaced, for names may have any.
 */
final class Input {

    private static final int BUFFER = 1 << 16;

    private Input() {}

    static InputStream bytes(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        in.mark(2);
        boolean compressed = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return compressed ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
    }

    static Lines text(Path file) throws IOException {
        InputStream in = bytes(file);
        return new Lines(new InputStreamReader(in, charset(in)));
    }

    /** Skips the mark of UTF-8; that of UTF-16 is read by its decoder. */
    private static Charset charset(InputStream in) throws IOException {
        in.mark(3);
        int first = in.read();
        int second = in.read();
        if (first == 0xEF && second == 0xBB && in.read() == 0xBF) {
            return StandardCharsets.UTF_8;
        }
        in.reset();
        boolean wide = first == 0xFE && second == 0xFF || first == 0xFF && second == 0xFE;
        return wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** Returns the first line, or as much of it as tells what the file is. */
    static String firstLine(Path file) throws IOException {
        try (Lines in = text(file)) {
            char[] beginning = new char[8192];
            int length = in.read(beginning, 0, beginning.length);
            String text = length <= 0 ? "" : new String(beginning, 0, length);
            return text.lines().findFirst().orElse("");
        }
    }
}
