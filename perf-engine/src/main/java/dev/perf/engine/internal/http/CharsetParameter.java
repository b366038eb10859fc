package dev.perf.engine.internal.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The charset that a content type names. */
final class CharsetParameter {

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    private CharsetParameter() {}

    /**
     * Returns the charset that {@code contentType} names, UTF-8 where it names none.
     *
     * @throws IllegalArgumentException if this JDK does not know it
     */
    static Charset of(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
    }
}
