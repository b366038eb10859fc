package dev.perf.engine.internal.trace;

import dev.perf.engine.internal.mask.Masks;
import dev.perf.text.Figures;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a message carries, or the beginning of it.
 *
 * @param bytes the beginning, unpacked
 * @param length length of the whole, in bytes; negative where it is not known
 * @param charset charset if it is text
 * @param instead what to show in place of bytes that are not known; empty for none
 */
public record TracedBody(byte[] bytes, long length, Charset charset, String instead) {

    /** So many bytes of a body are kept for a trace: enough for JSON to be laid out before it is cut. */
    public static final int MOST_KEPT = 64 * 1024;

    /** So many characters of a body are shown. */
    static final int MOST_SHOWN = 2 * 1024;

    /** No body. */
    public static final TracedBody NONE = new TracedBody(new byte[0], 0, StandardCharsets.UTF_8, "");

    /** Loads the library only where there is JSON to lay out. */
    private static final class Layout {
        static final JsonMapper JSON =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    /** A body of which all is known. */
    public static TracedBody of(byte[] bytes, Charset charset) {
        return new TracedBody(
                bytes.length <= MOST_KEPT ? bytes.clone() : Arrays.copyOf(bytes, MOST_KEPT), bytes.length, charset, "");
    }

    /** A text. */
    public static TracedBody of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** A body of which only what became of it is known: {@code (streamed)}. */
    public static TracedBody instead(String what) {
        return new TracedBody(new byte[0], -1, StandardCharsets.UTF_8, what);
    }

    /** Returns the lines to show. */
    static String[] shown(TracedBody body, Masks masks) {
        if (!body.instead.isEmpty()) {
            return new String[] {body.instead};
        }
        if (body.bytes.length == 0) {
            return body.length > 0 ? new String[] {"(" + Figures.count(body.length) + " bytes)"} : new String[0];
        }
        String text = text(body);
        if (text == null) {
            return new String[] {"(" + Figures.count(Math.max(body.length, body.bytes.length)) + " bytes, not text)"};
        }
        String masked = masks.text(body.isWhole() ? laidOut(text) : text, MOST_SHOWN + 1);
        boolean cut = masked.length() > MOST_SHOWN || !body.isWhole();
        String[] lines = masked.substring(0, Math.min(masked.length(), MOST_SHOWN))
                .lines()
                .toArray(String[]::new);
        if (!cut) {
            return lines;
        }
        String[] more = Arrays.copyOf(lines, lines.length + 1);
        more[lines.length] = body.length < 0 ? "... (cut)" : "... (cut; " + Figures.count(body.length) + " bytes)";
        return more;
    }

    private boolean isWhole() {
        return length == bytes.length;
    }

    private static String laidOut(String text) {
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return text;
        }
        try {
            return Layout.JSON.writeValueAsString(Layout.JSON.readTree(text));
        } catch (JacksonException noJson) {
            return text;
        }
    }

    /** Returns the body as text, or null where it is none. */
    private static @Nullable String text(TracedBody body) {
        try {
            String text = body.charset
                    .newDecoder()
                    .onMalformedInput(body.isWhole() ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(body.bytes))
                    .toString();
            return text.indexOf('\0') >= 0 ? null : text;
        } catch (CharacterCodingException binary) {
            return null;
        }
    }
}
