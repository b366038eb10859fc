package dev.perf.scenario;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Name and type of a value of the {@link Session}, to be kept as a constant:
 *
 * <pre>{@code
 * static final Key<String> TOKEN = key("token", String.class);
 * }</pre>
 *
 * <p>The value is the one that the string name stands for as well: templates take it as {@code #{token}}. Keys are
 * equal if their names and types are. Two keys of one name and different types in one plan are a mistake.
 *
 * @param <T> type of the value
 */
public final class Key<T> {

    private static final int MOST_DIGITS = 1_000;
    private static final int LONGEST_SHOWN = 100;

    private final String name;
    private final Class<? super T> type;
    private final SourceLocation location;

    private Key(String name, Class<? super T> type, SourceLocation location) {
        this.name = name;
        this.type = type;
        this.location = location;
    }

    /**
     * Returns a key.
     *
     * @param name letters, digits, {@code _}, {@code -} and {@code .}
     * @param type class of the value; of a list of texts {@code List.class}. No primitive type: {@code Integer.class}
     * @throws IllegalArgumentException if name or type are of no use
     */
    public static <T> Key<T> of(String name, Class<? super T> type) {
        if (given(name, "name").isEmpty()
                || !name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "key \"" + name + "\" must be made of letters, digits, \"_\", \"-\" and \".\"; rename it");
        }
        if (given(type, "type").isPrimitive()) {
            throw new IllegalArgumentException("key \"" + name + "\": " + type
                    + " cannot be the type of a session value; use the class of objects, such as Integer.class");
        }
        return new Key<>(name, type, SourceLocation.caller());
    }

    /** Returns keys without a type, for values that are named by a text. */
    static Key<?>[] untyped(String... names) {
        SourceLocation caller = SourceLocation.caller();
        return allGiven(names, "keys").stream()
                .map(name -> new Key<Object>(name, Object.class, caller))
                .toArray(Key<?>[]::new);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the class of the value, without its type parameters. */
    public Class<?> type() {
        return type;
    }

    /** Returns where the key was written. */
    public SourceLocation location() {
        return location;
    }

    /** Returns the place for the value in a template: {@code #{token}}. */
    public String ref() {
        return "#{" + name + "}";
    }

    /**
     * Returns {@code value} as this key's type, where nothing is lost by it: as it is, if it is of the type; of numbers
     * and texts of numbers, the same number in another type; for a text, {@code toString()}; for a {@code Boolean}, the
     * texts {@code true} and {@code false}.
     *
     * @throws IllegalArgumentException if that cannot be done
     */
    @SuppressWarnings("unchecked") // T is type, or type with type parameters, which nobody can check
    public T convert(Object value) {
        if (type.isInstance(given(value, "value"))) {
            return (T) value;
        }
        Object converted = null;
        if (type == String.class) {
            converted = value.toString();
        } else if (type == Boolean.class) {
            String text = value.toString();
            converted = text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
        } else if (Number.class.isAssignableFrom(type) && (value instanceof Number || value instanceof CharSequence)) {
            converted = number(value.toString().strip());
        }
        if (converted == null) {
            throw new IllegalArgumentException("session value \"" + name + "\" must be of " + type + ", got "
                    + shown(value) + " of " + value.getClass());
        }
        return (T) converted;
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        String cut = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return value instanceof CharSequence ? "\"" + cut + "\"" : cut;
    }

    private @Nullable Object number(String text) {
        try {
            if (text.length() > MOST_DIGITS) {
                return null;
            }
            BigDecimal number = new BigDecimal(text);
            if (number.scale() < -MOST_DIGITS) {
                return null; // 1e999999999 would take hundreds of megabytes as a whole number
            }
            if (type == Integer.class) {
                return number.intValueExact();
            } else if (type == Long.class) {
                return number.longValueExact();
            } else if (type == Short.class) {
                return number.shortValueExact();
            } else if (type == Byte.class) {
                return number.byteValueExact();
            } else if (type == BigInteger.class) {
                return number.toBigIntegerExact();
            } else if (type == BigDecimal.class) {
                return number;
            } else if (type == Double.class) {
                double value = number.doubleValue();
                return Double.isFinite(value) && new BigDecimal(Double.toString(value)).compareTo(number) == 0
                        ? value
                        : null;
            } else if (type == Float.class) {
                float value = number.floatValue();
                return Float.isFinite(value) && new BigDecimal(Float.toString(value)).compareTo(number) == 0
                        ? value
                        : null;
            }
            return null;
        } catch (ArithmeticException | NumberFormatException lossy) {
            return null;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key<?> key && name.equals(key.name) && type == key.type;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type);
    }

    /** Returns {@link #ref()}, so that a key can be put into a text. */
    @Override
    public String toString() {
        return ref();
    }
}
