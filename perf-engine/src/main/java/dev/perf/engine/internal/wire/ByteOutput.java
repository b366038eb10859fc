package dev.perf.engine.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that grow as values are put behind one another; a {@link ByteInput} takes them in the same order. Whole numbers
 * are written in groups of seven bits, the lowest first (LEB128, as in DWARF 4, section 7.6), so small ones are small.
 * Not thread-safe.
 */
public final class ByteOutput {

    static final int MORE = 0x80;

    private byte[] bytes = new byte[64];
    private int size;

    /** Creates an output without bytes. */
    public ByteOutput() {}

    /** Puts a whole number, which is small if it is not negative and small. */
    public void number(long number) {
        room(10);
        long rest = number;
        while ((rest & -MORE) != 0) {
            bytes[size++] = (byte) (rest | MORE);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Puts a whole number, which is small if it is near zero (zigzag, as in Protocol Buffers). */
    public void signed(long number) {
        number(number << 1 ^ number >> 63);
    }

    /** Puts a number with all its bits. */
    public void real(double number) {
        room(Long.BYTES);
        long bits = Double.doubleToRawLongBits(number);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[size++] = (byte) (bits >>> shift);
        }
    }

    /** Puts yes or no. */
    public void flag(boolean flag) {
        room(1);
        bytes[size++] = (byte) (flag ? 1 : 0);
    }

    /** Puts a constant of an enum by its place. */
    public void constant(Enum<?> constant) {
        number(constant.ordinal());
    }

    /** Puts a time. */
    public void duration(Duration time) {
        signed(time.getSeconds());
        number(time.getNano());
    }

    /** Puts a text. */
    public void text(String text) {
        bytes(text.getBytes(UTF_8));
    }

    /** Puts a value that may be missing. */
    public <T> void optional(@Nullable T value, BiConsumer<ByteOutput, T> put) {
        flag(value != null);
        if (value != null) {
            put.accept(this, value);
        }
    }

    /** Puts values, and how many they are. */
    public <T> void list(Collection<T> values, BiConsumer<ByteOutput, T> put) {
        number(values.size());
        values.forEach(value -> put.accept(this, value));
    }

    /** Puts texts by their names, in order. */
    public void texts(Map<String, String> texts) {
        number(texts.size());
        texts.forEach((name, text) -> {
            text(name);
            text(text);
        });
    }

    /** Puts bytes, and how many they are. */
    public void bytes(byte[] more) {
        number(more.length);
        raw(more);
    }

    /** Puts bytes as they are. */
    public void raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    /** Returns how many bytes there are. */
    public int size() {
        return size;
    }

    /** Returns the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
