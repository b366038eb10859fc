package dev.perf.engine.internal.http.transport;

/** The few questions HTTP asks about bytes. */
final class Ascii {

    private static final boolean[] TOKEN = tokenCharacters();

    private Ascii() {}

    private static boolean[] tokenCharacters() {
        boolean[] token = new boolean[256];
        for (char c = '!'; c <= '~'; c++) {
            token[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
        return token;
    }

    /** Whether the byte may stand in a method or a header name (RFC 9110, 5.6.2). */
    static boolean isTokenByte(byte b) {
        return TOKEN[b & 0xff];
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xff || !TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Value of a hexadecimal digit, or -1. */
    static int hexDigit(byte b) {
        if (isDigit(b)) {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Whether {@code length} bytes from {@code from} spell {@code lower}, which is in lower case, in any case. */
    static boolean equalsIgnoreCase(byte[] bytes, int from, int length, String lower) {
        if (length != lower.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(bytes[from + i]) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b | 0x20 : b & 0xff;
    }

    /**
     * Writes characters up to U+00FF as bytes.
     *
     * @return the index after the last byte written
     */
    // The deprecated method drops the high byte of each character: harmless where they have been checked, and it is
    // the only way from String to byte[] without a copy between.
    @SuppressWarnings("deprecation")
    static int put(String text, byte[] to, int at) {
        int length = text.length();
        text.getBytes(0, length, to, at);
        return at + length;
    }

    /** Text for a message: at most {@code max} characters, anything unprintable as {@code \xNN}. */
    static String printable(byte[] bytes, int from, int to, int max) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < Math.min(Math.min(to, bytes.length), from + max); i++) {
            byte b = bytes[i];
            if (b == '"' || b == '\\') {
                text.append('\\').append((char) b);
            } else if (b >= ' ' && b < 0x7f) {
                text.append((char) b);
            } else {
                text.append("\\x%02x".formatted(b & 0xff));
            }
        }
        return to - from > max ? text.append("...").toString() : text.toString();
    }
}
