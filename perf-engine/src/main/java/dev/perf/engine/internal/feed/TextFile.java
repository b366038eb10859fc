package dev.perf.engine.internal.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;

/** A data file as text. What is no text in its charset is a mistake rather than a question mark. */
final class TextFile {

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final DataFile file;
    private final Charset charset;

    TextFile(DataFile file, Charset charset) {
        this.file = file;
        this.charset = charset;
    }

    /** Opens the text, without the byte order mark that some editors put in front. */
    Reader open() throws IOException, BadDataException {
        var reader = new PushbackReader(new InputStreamReader(file.open(), decoder()), 1);
        try {
            int first = reader.read();
            if (first >= 0 && first != BYTE_ORDER_MARK) {
                reader.unread(first);
            }
            return reader;
        } catch (IOException unreadable) {
            reader.close();
            throw explained(unreadable);
        }
    }

    private CharsetDecoder decoder() {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Says what reading the file has failed by, with the line of bytes that are no text. */
    BadDataException explained(IOException failure) throws IOException {
        if (!(failure instanceof CharacterCodingException)) {
            throw failure;
        }
        String remedy = "; set charset(...) to what the file was written in, such as ISO_8859_1 or UTF_16";
        if (charset.newEncoder().encode(CharBuffer.wrap("\n")).remaining() > 1) {
            return new BadDataException("has bytes that are no " + charset + remedy);
        }
        try (InputStream bytes = file.open()) {
            for (long line = 1; ; line++) {
                byte[] content = line(bytes);
                var in = ByteBuffer.wrap(content);
                var out = CharBuffer.allocate(content.length * 2 + 2);
                CoderResult result = decoder().decode(in, out, true);
                if (result.isError()) {
                    byte[] wrong = new byte[result.length()];
                    in.get(wrong);
                    return new BadDataException("line " + line + " has the bytes "
                            + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(wrong) + ", which are no " + charset
                            + remedy);
                }
                if (content.length == 0) {
                    throw failure;
                }
            }
        }
    }

    /** Returns the bytes of a line with its end; none at the end of the file. */
    private static byte[] line(InputStream bytes) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }
}
