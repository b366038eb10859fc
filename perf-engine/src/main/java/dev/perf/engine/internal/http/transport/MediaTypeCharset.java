package dev.perf.engine.internal.http.transport;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The {@code charset} parameter of a media type. */
final class MediaTypeCharset {

    private static final String PARAMETER = "charset=";

    private MediaTypeCharset() {}

    /** UTF-8 unless the type names another charset that this JDK knows. */
    static Charset of(String mediaType) {
        int at = mediaType.toLowerCase(Locale.ROOT).indexOf(PARAMETER);
        if (at < 0) {
            return StandardCharsets.UTF_8;
        }
        String rest = mediaType.substring(at + PARAMETER.length());
        int end = rest.indexOf(';');
        String name =
                (end < 0 ? rest : rest.substring(0, end)).replace("\"", "").strip();
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8; // the text is for checks and samples: better wrong letters than none
        }
    }
}
