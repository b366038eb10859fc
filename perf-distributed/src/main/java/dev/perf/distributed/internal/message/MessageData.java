package dev.perf.distributed.internal.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields as bytes: numbers big-endian, texts and lists after their length. */
public final class MessageData {

    /** Longest text, in bytes of UTF-8. */
    static final int MOST_TEXT = 1 << 20;

    /** Longest list, or map. */
    static final int MOST_ELEMENTS = 1 << 16;

    private MessageData() {}

    /** Writes fields. */
    public static final class Writer {

        private byte[] bytes = new byte[256];
        private int length;

        /** Appends a byte. */
        public Writer put(int value) {
            room(1);
            bytes[length++] = (byte) value;
            return this;
        }

        /** Appends a number. */
        public Writer putInt(int value) {
            return put(value >>> 24).put(value >>> 16).put(value >>> 8).put(value);
        }

        /** Appends a number. */
        public Writer putLong(long value) {
            return putInt((int) (value >>> 32)).putInt((int) value);
        }

        /** Appends a number. */
        public Writer putDouble(double value) {
            return putLong(Double.doubleToRawLongBits(value));
        }

        /** Appends yes or no. */
        public Writer putFlag(boolean value) {
            return put(value ? 1 : 0);
        }

        /**
         * Appends a text.
         *
         * @throws IllegalArgumentException if it is too long
         */
        public Writer putText(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            if (utf8.length > MOST_TEXT) {
                throw new IllegalArgumentException("a text of " + utf8.length + " bytes is longer than " + MOST_TEXT);
            }
            return putBytes(utf8);
        }

        /** Appends a text that may be missing. */
        public Writer putTextOrNull(@Nullable String text) {
            putFlag(text != null);
            return text == null ? this : putText(text);
        }

        /** Appends bytes. */
        public Writer putBytes(byte[] value) {
            putInt(value.length);
            room(value.length);
            System.arraycopy(value, 0, bytes, length, value.length);
            length += value.length;
            return this;
        }

        /** Appends texts. */
        public Writer putTexts(List<String> texts) {
            putCount(texts.size());
            texts.forEach(this::putText);
            return this;
        }

        /** Appends numbers. */
        public Writer putInts(List<Integer> numbers) {
            putCount(numbers.size());
            numbers.forEach(this::putInt);
            return this;
        }

        /** Appends texts by names. */
        public Writer putTexts(Map<String, String> texts) {
            putCount(texts.size());
            texts.forEach((name, text) -> putText(name).putText(text));
            return this;
        }

        private Writer putCount(int count) {
            if (count > MOST_ELEMENTS) {
                throw new IllegalArgumentException(count + " elements are more than " + MOST_ELEMENTS);
            }
            return putInt(count);
        }

        /** Returns all that was written. */
        public byte[] toBytes() {
            return Arrays.copyOf(bytes, length);
        }

        private void room(int more) {
            if (bytes.length - length < more) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
            }
        }
    }

    /** Reads fields; those behind the last that is asked for are left alone. */
    public static final class Reader {

        private final byte[] bytes;
        private int at;

        /** Reads from the beginning of bytes. */
        public Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Returns the next byte. */
        public int get() {
            need(1);
            return bytes[at++] & 0xFF;
        }

        /** Returns the next number. */
        public int getInt() {
            need(4);
            return get() << 24 | get() << 16 | get() << 8 | get();
        }

        /** Returns the next number. */
        public long getLong() {
            return (long) getInt() << 32 | getInt() & 0xFFFF_FFFFL;
        }

        /** Returns the next number. */
        public double getDouble() {
            return Double.longBitsToDouble(getLong());
        }

        /** Returns the next yes or no. */
        public boolean getFlag() {
            return get() != 0;
        }

        /** Returns the next text. */
        public String getText() {
            int length = getInt();
            if (length < 0 || length > MOST_TEXT) {
                throw new MalformedMessageException("a text of " + length + " bytes");
            }
            need(length);
            var text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        /** Returns the next text that may be missing. */
        @Nullable
        String getTextOrNull() {
            return getFlag() ? getText() : null;
        }

        /** Returns the next bytes. */
        public byte[] getBytes() {
            int length = getInt();
            need(length);
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        /** Returns the next texts. */
        public List<String> getTexts() {
            int count = getCount(4);
            List<String> texts = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                texts.add(getText());
            }
            return List.copyOf(texts);
        }

        /** Returns the next numbers. */
        public List<Integer> getInts() {
            int count = getCount(4);
            List<Integer> numbers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                numbers.add(getInt());
            }
            return List.copyOf(numbers);
        }

        /** Returns the next texts by names. */
        public Map<String, String> getTextsByName() {
            int count = getCount(8);
            Map<String, String> texts = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                texts.put(getText(), getText());
            }
            return texts;
        }

        /** A count of elements that take at least so many bytes each. */
        private int getCount(int bytesEach) {
            int count = getInt();
            if (count < 0 || count > MOST_ELEMENTS || (long) count * bytesEach > bytes.length - at) {
                throw new MalformedMessageException(count + " elements");
            }
            return count;
        }

        private void need(int count) {
            if (count < 0 || count > bytes.length - at) {
                throw new MalformedMessageException(
                        "cut off: " + count + " bytes expected, " + (bytes.length - at) + " there");
            }
        }
    }
}
