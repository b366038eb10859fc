package dev.perf.engine.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values that a {@link ByteOutput} put, in the same order. Every method throws {@link BadBytesException} where
 * the bytes end early or cannot be such a value; no length that they claim takes more memory than they do. Not
 * thread-safe.
 */
public final class ByteInput {

    private final byte[] bytes;
    private int at;

    /** Creates an input of all of {@code bytes}, which nobody may change. */
    public ByteInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Tells whether all bytes were taken. */
    public boolean isAtEnd() {
        return at == bytes.length;
    }

    /** Takes a whole number. */
    public long number() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte group = next();
            number |= (long) (group & (ByteOutput.MORE - 1)) << shift;
            if (group >= 0) {
                return number;
            }
        }
        throw new BadBytesException("a number is longer than ten bytes");
    }

    /** Takes a whole number that may be negative. */
    public long signed() {
        long number = number();
        return number >>> 1 ^ -(number & 1);
    }

    /** Takes a whole number from 0 to {@code most}. */
    public int number(int most) {
        return upTo(most, number());
    }

    private static int upTo(int most, long number) {
        if (number < 0 || number > most) {
            throw new BadBytesException("a number from 0 to " + most + " is " + number);
        }
        return (int) number;
    }

    /** Takes a number with all its bits. */
    public double real() {
        long bits = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bits |= (next() & 0xFFL) << shift;
        }
        return Double.longBitsToDouble(bits);
    }

    /** Takes yes or no. */
    public boolean flag() {
        return next() != 0;
    }

    /** Takes one of the constants of an enum. */
    public <E extends Enum<E>> E constant(E[] all) {
        return all[number(all.length - 1)];
    }

    /** Takes a time. */
    public Duration duration() {
        try {
            return Duration.ofSeconds(signed(), number(999_999_999));
        } catch (ArithmeticException | DateTimeException impossible) {
            throw new BadBytesException("no time: " + impossible.getMessage());
        }
    }

    /** Takes a text. */
    public String text() {
        int length = count();
        String text = new String(bytes, at, length, UTF_8);
        at += length;
        return text;
    }

    /** Takes bytes. */
    public byte[] bytes() {
        int length = count();
        byte[] taken = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return taken;
    }

    /** Takes a value that may be missing. */
    public <T> @Nullable T optional(Function<ByteInput, T> take) {
        return flag() ? take.apply(this) : null;
    }

    /** Takes values. */
    public <T> List<T> list(Function<ByteInput, T> take) {
        int count = count();
        var values = new ArrayList<T>();
        for (int i = 0; i < count; i++) {
            values.add(take.apply(this));
        }
        return values;
    }

    /** Takes texts by their names. */
    public Map<String, String> texts() {
        int count = count();
        var texts = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            texts.put(text(), text());
        }
        return texts;
    }

    /** Takes how many values follow, each of which takes a byte at least. */
    public int count() {
        long count = number();
        return upTo(bytes.length - at, count);
    }

    private byte next() {
        if (at == bytes.length) {
            throw new BadBytesException("the bytes end early");
        }
        return bytes[at++];
    }
}
