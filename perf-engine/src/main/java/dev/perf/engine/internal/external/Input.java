package dev.perf.engine.internal.external;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens files that may be compressed; bytes that are no UTF-8 are replaced, for names may have any. */
final class Input {

    private Input() {}

    static InputStream bytes(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean compressed = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return compressed ? new GZIPInputStream(in, 1 << 16) : in;
    }

    static BufferedReader text(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(bytes(file), StandardCharsets.UTF_8));
    }

    /** Returns the first line, or as much of it as tells what the file is. */
    static String firstLine(Path file) throws IOException {
        try (BufferedReader in = text(file)) {
            char[] beginning = new char[8192];
            int length = in.read(beginning);
            String text = length <= 0 ? "" : new String(beginning, 0, length);
            return text.lines().findFirst().orElse("").replace("\uFEFF", "");
        }
    }
}
