package dev.perf.distributed.internal.worker;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values of the user's as bytes: those types alone that stand here, and no other class is ever looked up but enums that
 * are on the class path already.
 */
final class Values {

    /** For messages. */
    static final String ALLOWED = "texts, numbers, booleans, characters, constants of enums, times, URIs, paths, UUIDs,"
            + " bytes, and lists, sets and maps of these";

    /** Deeper than anybody nests data. */
    private static final int MOST_DEPTH = 50;

    private enum Type {
        NULL,
        TEXT,
        YES,
        NO,
        CHARACTER,
        BYTE,
        SHORT,
        INTEGER,
        LONG,
        FLOAT,
        DOUBLE,
        BIG_INTEGER,
        BIG_DECIMAL,
        ENUM,
        DURATION,
        INSTANT,
        URI,
        PATH,
        UUID,
        BYTES,
        LIST,
        SET,
        MAP
    }

    private static final Type[] TYPES = Type.values();

    private Values() {}

    /**
     * Puts a value.
     *
     * @param name what to call it in messages
     * @throws IllegalArgumentException if it is of a type that is none of data
     */
    static void put(ByteOutput out, @Nullable Object value, String name) {
        put(out, value, name, 0);
    }

    private static void put(ByteOutput out, @Nullable Object value, String name, int depth) {
        if (depth > MOST_DEPTH) {
            throw new IllegalArgumentException(name + " is nested more than " + MOST_DEPTH + " deep");
        }
        switch (value) {
            case null -> out.constant(Type.NULL);
            case String text -> {
                out.constant(Type.TEXT);
                out.text(text);
            }
            case Boolean flag -> out.constant(flag ? Type.YES : Type.NO);
            case Character character -> {
                out.constant(Type.CHARACTER);
                out.number(character);
            }
            case Byte number -> whole(out, Type.BYTE, number);
            case Short number -> whole(out, Type.SHORT, number);
            case Integer number -> whole(out, Type.INTEGER, number);
            case Long number -> whole(out, Type.LONG, number);
            case Float number -> {
                out.constant(Type.FLOAT);
                out.real(number);
            }
            case Double number -> {
                out.constant(Type.DOUBLE);
                out.real(number);
            }
            case BigInteger number -> {
                out.constant(Type.BIG_INTEGER);
                out.bytes(number.toByteArray());
            }
            case BigDecimal number -> {
                out.constant(Type.BIG_DECIMAL);
                out.bytes(number.unscaledValue().toByteArray());
                out.signed(number.scale());
            }
            case Enum<?> constant -> {
                out.constant(Type.ENUM);
                out.text(constant.getDeclaringClass().getName());
                out.text(constant.name());
            }
            case Duration time -> {
                out.constant(Type.DURATION);
                out.duration(time);
            }
            case Instant moment -> {
                out.constant(Type.INSTANT);
                out.signed(moment.getEpochSecond());
                out.number(moment.getNano());
            }
            case URI uri -> text(out, Type.URI, uri);
            case Path path -> text(out, Type.PATH, path);
            case UUID id -> text(out, Type.UUID, id);
            case byte[] bytes -> {
                out.constant(Type.BYTES);
                out.bytes(bytes);
            }
            case List<?> list -> all(out, Type.LIST, list, name, depth);
            case Set<?> set -> all(out, Type.SET, set, name, depth);
            case Map<?, ?> map -> {
                out.constant(Type.MAP);
                out.number(map.size());
                map.forEach((key, element) -> {
                    put(out, key, "a key of " + name, depth + 1);
                    put(out, element, name + "." + key, depth + 1);
                });
            }
            default ->
                throw new IllegalArgumentException(
                        name + " is an object of " + value.getClass().getName()
                                + ", which other processes cannot be given; allowed are " + ALLOWED);
        }
    }

    private static void whole(ByteOutput out, Type type, long number) {
        out.constant(type);
        out.signed(number);
    }

    private static void text(ByteOutput out, Type type, Object value) {
        out.constant(type);
        out.text(value.toString());
    }

    private static void all(ByteOutput out, Type type, Iterable<?> elements, String name, int depth) {
        out.constant(type);
        var copy = new ArrayList<@Nullable Object>();
        elements.forEach(copy::add);
        out.number(copy.size());
        copy.forEach(element -> put(out, element, "an element of " + name, depth + 1));
    }

    /**
     * Puts values.
     *
     * @param name what to call one in messages
     */
    static void putAll(ByteOutput out, List<@Nullable Object> values, String name) {
        out.number(values.size());
        values.forEach(value -> put(out, value, name));
    }

    /** Takes what {@link #putAll} has put. */
    static List<@Nullable Object> takeAll(ByteInput in, ClassLoader classes) {
        return elements(in, classes, 0);
    }

    /**
     * Takes a value.
     *
     * @param classes where enums are looked up
     * @throws BadBytesException if the bytes are none
     */
    static @Nullable Object take(ByteInput in, ClassLoader classes) {
        return take(in, classes, 0);
    }

    private static @Nullable Object take(ByteInput in, ClassLoader classes, int depth) {
        if (depth > MOST_DEPTH) {
            throw new BadBytesException("a value is nested more than " + MOST_DEPTH + " deep");
        }
        try {
            return switch (in.constant(TYPES)) {
                case NULL -> null;
                case TEXT -> in.text();
                case YES -> true;
                case NO -> false;
                case CHARACTER -> (char) in.number(Character.MAX_VALUE);
                case BYTE -> (byte) in.signed();
                case SHORT -> (short) in.signed();
                case INTEGER -> Math.toIntExact(in.signed());
                case LONG -> in.signed();
                case FLOAT -> (float) in.real();
                case DOUBLE -> in.real();
                case BIG_INTEGER -> new BigInteger(in.bytes());
                case BIG_DECIMAL -> new BigDecimal(new BigInteger(in.bytes()), Math.toIntExact(in.signed()));
                case ENUM -> constant(in.text(), in.text(), classes);
                case DURATION -> in.duration();
                case INSTANT -> Instant.ofEpochSecond(in.signed(), in.number(999_999_999));
                case URI -> URI.create(in.text());
                case PATH -> Path.of(in.text());
                case UUID -> UUID.fromString(in.text());
                case BYTES -> in.bytes();
                case LIST -> Collections.unmodifiableList(elements(in, classes, depth));
                case SET -> Collections.unmodifiableSet(new LinkedHashSet<>(elements(in, classes, depth)));
                case MAP -> map(in, classes, depth);
            };
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException impossible) {
            throw new BadBytesException("no such value: " + impossible.getMessage());
        }
    }

    private static List<@Nullable Object> elements(ByteInput in, ClassLoader classes, int depth) {
        var elements = new ArrayList<@Nullable Object>();
        in.list(more -> elements.add(take(more, classes, depth + 1)));
        return elements;
    }

    private static Map<Object, @Nullable Object> map(ByteInput in, ClassLoader classes, int depth) {
        var map = new LinkedHashMap<Object, @Nullable Object>();
        in.list(more -> {
            Object key = take(more, classes, depth + 1);
            if (key == null) {
                throw new BadBytesException("a key is null");
            }
            map.put(key, take(more, classes, depth + 1));
            return true;
        });
        return Collections.unmodifiableMap(map);
    }

    private static Object constant(String className, String name, ClassLoader classes) {
        try {
            Class<?> type = Class.forName(className, false, classes);
            if (!type.isEnum()) {
                throw new BadBytesException(className + " is no enum");
            }
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new BadBytesException(className + " has no constant " + name));
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new BadBytesException("there is no enum " + className);
        }
    }
}
