package dev.perf.engine.internal.http;

import com.jayway.jsonpath.JsonPath;
import dev.perf.check.Source;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.source.SourceLocation;
import java.security.Security;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A compiled source of values. */
@FunctionalInterface
interface ValueSource {

    /** Returns the value, or null where the response has none. */
    @Nullable
    Object of(ResponseView response);

    /** Compiles {@code source}; mistakes go to the context. */
    static ValueSource compile(Source source, SourceLocation location, CompileContext context) {
        return switch (source) {
            case Source.Status ignored -> ResponseView::status;
            case Source.Header header -> response -> response.header(header.name());
            case Source.Cookie cookie -> response -> response.cookie(cookie.name());
            case Source.Body ignored -> ResponseView::text;
            case Source.Elapsed ignored -> ResponseView::duration;
            case Source.JsonPath json -> compileJsonPath(json, location, context);
            case Source.BodyBytes ignored -> ResponseView::bytes;
            case Source.BodyLength ignored -> ResponseView::length;
            case Source.Checksum checksum -> compileChecksum(checksum.algorithm(), location, context);
            case Source.EventName ignored -> event -> event.header(MessageView.EVENT);
            case Source.EventId ignored -> event -> event.header(MessageView.ID);
            case Source.Regex regex -> compileRegex(regex, location, context);
        };
    }

    private static ValueSource compileJsonPath(Source.JsonPath json, SourceLocation location, CompileContext context) {
        try {
            JsonPath path = JsonPaths.compile(json.expression());
            return response -> JsonPaths.find(path, response.json());
        } catch (IllegalArgumentException malformed) {
            context.problem(location, String.valueOf(malformed.getMessage()));
            return response -> null;
        }
    }

    private static ValueSource compileChecksum(String algorithm, SourceLocation location, CompileContext context) {
        if (!BodyDigests.isKnown(algorithm)) {
            context.problem(
                    location,
                    "checksum \"" + algorithm + "\" is not known to this JDK; take CRC32, or one of "
                            + new TreeSet<>(Security.getAlgorithms("MessageDigest")));
        }
        return response -> response.checksum(algorithm);
    }

    private static ValueSource compileRegex(Source.Regex regex, SourceLocation location, CompileContext context) {
        Pattern pattern = compilePattern(regex.pattern(), location, context);
        return response -> {
            Matcher matcher = pattern.matcher(response.text());
            return matcher.find() ? matcher.group(Math.min(1, matcher.groupCount())) : null;
        };
    }

    static Pattern compilePattern(String pattern, SourceLocation location, CompileContext context) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException malformed) {
            context.problem(
                    location,
                    "regular expression \"" + pattern + "\" at " + malformed.getIndex() + ": "
                            + malformed.getDescription());
            return Pattern.compile("");
        }
    }
}
