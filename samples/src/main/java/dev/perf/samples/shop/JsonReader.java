package dev.perf.samples.shop;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as RFC 8259 defines it, for request bodies: whole text at once, nested up to {@value #MAX_DEPTH} levels.
 * Of members with the same name the last one counts. Anything else is refused with 400 and the position.
 */
final class JsonReader {

    private static final int MAX_DEPTH = 32;
    /** Parsing a number takes time quadratic in its digits. */
    private static final int MAX_NUMBER_LENGTH = 100;

    private static final char END = '\uffff';

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads a text that is one object.
     *
     * @throws Refusal with 400 if it is anything else
     */
    static JsonObject object(byte[] utf8) {
        JsonReader reader = new JsonReader(decode(utf8));
        reader.skipBlanks();
        if (reader.peek() != '{') {
            throw reader.expected("an object");
        }
        JsonObject object = new JsonObject(reader.members());
        reader.skipBlanks();
        if (reader.at < reader.text.length()) {
            throw reader.expected("the end");
        }
        return object;
    }

    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("body is not UTF-8");
        }
    }

    private @Nullable Object value() {
        skipBlanks();
        return switch (peek()) {
            case '{' -> members();
            case '[' -> items();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new HashMap<>();
        open();
        if (!closes('}')) {
            do {
                skipBlanks();
                String name = string();
                skipBlanks();
                take(':');
                members.put(name, value());
            } while (continues('}'));
        }
        depth--;
        return members;
    }

    private List<@Nullable Object> items() {
        List<@Nullable Object> items = new ArrayList<>();
        open();
        if (!closes(']')) {
            do {
                items.add(value());
            } while (continues(']'));
        }
        depth--;
        return items;
    }

    private void open() {
        if (++depth > MAX_DEPTH) {
            throw expected("at most " + MAX_DEPTH + " levels");
        }
        at++;
    }

    private boolean closes(char bracket) {
        skipBlanks();
        if (peek() != bracket) {
            return false;
        }
        at++;
        return true;
    }

    private boolean continues(char bracket) {
        if (closes(bracket)) {
            return false;
        }
        if (peek() != ',') {
            throw expected("\",\" or \"" + bracket + "\"");
        }
        at++;
        return true;
    }

    private String string() {
        take('"');
        int start = at;
        while (isPlain(peek())) {
            at++;
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        StringBuilder unescaped = new StringBuilder().append(text, start, at);
        while (peek() != '"') {
            if (isPlain(peek())) {
                unescaped.append(text.charAt(at++));
            } else {
                take('\\');
                unescaped.append(escape());
            }
        }
        at++;
        return unescaped.toString();
    }

    private boolean isPlain(char c) {
        return c >= 0x20 && c != '"' && c != '\\' && at < text.length();
    }

    private char escape() {
        char kind = peek();
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw expected("an escape");
            }
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') {
                throw expected("a hexadecimal digit");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private <T extends @Nullable Object> T word(String word, T value) {
        if (!text.startsWith(word, at)) {
            throw expected("a value");
        }
        at += word.length();
        return value;
    }

    private BigDecimal number() {
        int start = at;
        skip('-');
        if (!skip('0')) {
            digits();
        }
        if (skip('.')) {
            digits();
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
        try {
            if (at - start <= MAX_NUMBER_LENGTH) {
                return new BigDecimal(text.substring(start, at));
            }
        } catch (NumberFormatException e) {
            // An exponent beyond int: refused below like a number too long.
        }
        at = start;
        throw expected("a shorter number");
    }

    private void digits() {
        if (!isDigit(peek())) {
            throw expected("a value");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean skip(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void take(char c) {
        if (peek() != c) {
            throw expected(c == '\\' ? "the end of the string" : "'" + c + "'");
        }
        at++;
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private Refusal expected(String what) {
        return Refusal.badRequest("JSON at " + at + ": expected " + what);
    }
}
