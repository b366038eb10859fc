package dev.perf.engine.internal.template;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of functions. */
final class Values {

    /** The result of a digest: hexadecimal as text, and its bytes to functions that work on bytes. */
    record Digest(byte[] bytes) {
        @Override
        public String toString() {
            return HexFormat.of().formatHex(bytes);
        }
    }

    private Values() {}

    /** Returns an argument as text. */
    static String text(Object[] arguments, int index) {
        return String.valueOf(arguments[index]);
    }

    /** Returns the bytes of an argument: those of a digest or array, else those of its text in UTF-8. */
    static byte[] bytes(Object[] arguments, int index) {
        return switch (arguments[index]) {
            case byte[] bytes -> bytes;
            case Digest digest -> digest.bytes();
            default -> text(arguments, index).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** Returns an argument as a whole number. */
    static long whole(Object[] arguments, int index) {
        Object value = arguments[index];
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        try {
            return Long.parseLong(String.valueOf(value).strip());
        } catch (NumberFormatException none) {
            throw new BadArgumentException(index, "\"" + value + "\" is no whole number");
        }
    }

    /** Returns an argument as a number. */
    static double number(Object[] arguments, int index) {
        Object value = arguments[index];
        double number;
        try {
            number = value instanceof Number given
                    ? given.doubleValue()
                    : Double.parseDouble(String.valueOf(value).strip());
        } catch (NumberFormatException none) {
            number = Double.NaN;
        }
        if (!Double.isFinite(number)) {
            throw new BadArgumentException(index, "\"" + value + "\" is no number");
        }
        return number;
    }

    /** Returns a whole number within bounds. */
    static int whole(Object[] arguments, int index, String what, int least, int most) {
        long value = whole(arguments, index);
        if (value < least || value > most) {
            throw new BadArgumentException(
                    index, what + " must be between " + least + " and " + most + ", got " + value);
        }
        return (int) value;
    }

    /** Returns the user, for functions that are called for users only. */
    static TemplateUser user(@Nullable TemplateUser user) {
        if (user == null) {
            throw new BadArgumentException(0, "there is no user here whose value it could be");
        }
        return user;
    }
}
