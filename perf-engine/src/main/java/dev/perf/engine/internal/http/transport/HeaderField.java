package dev.perf.engine.internal.http.transport;

import java.nio.charset.StandardCharsets;

/**
 * One line of a request head, checked so that no value can end the line and begin another.
 *
 * @param name a token; {@code Content-Length} and {@code Transfer-Encoding} are refused, the transport writes them
 * @param value characters up to U+00FF without control characters, tab excepted; sent as ISO-8859-1
 */
public record HeaderField(String name, String value) {

    public HeaderField {
        check(name, value);
    }

    /** The same checks without an object. */
    static void check(String name, String value) {
        if (!Ascii.isToken(name)) {
            throw new IllegalArgumentException(
                    "header name \"%s\" must be letters, digits and !#$%%&'*+-.^_`|~".formatted(printable(name)));
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > 0xff || c < ' ' && c != '\t' || c == 0x7f) {
                throw new IllegalArgumentException(
                        "header \"%s\": character U+%04X at %d is not allowed in a value; encode it"
                                .formatted(name, (int) c, i));
            }
        }
        if (isFraming(name)) {
            throw new IllegalArgumentException(
                    "header \"%s\": the transport writes it from the body; remove it".formatted(name));
        }
    }

    private static boolean isFraming(String name) {
        return switch (name.length()) {
            case 14 -> name.equalsIgnoreCase("content-length");
            case 17 -> name.equalsIgnoreCase("transfer-encoding");
            default -> false;
        };
    }

    private static String printable(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Ascii.printable(bytes, 0, bytes.length, 40);
    }
}
