package dev.perf.engine.internal.template;

import dev.perf.scenario.Session;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The elements of lists, other collections and arrays. */
final class Elements {

    private Elements() {}

    static boolean isSequence(Object value) {
        return value instanceof Collection || value.getClass().isArray();
    }

    /** Returns how many elements, entries or characters {@code value} has. */
    static int size(Object value) throws NoSuchPartException {
        return switch (value) {
            case Collection<?> collection -> collection.size();
            case Map<?, ?> map -> map.size();
            case CharSequence text -> text.length();
            case Object array when array.getClass().isArray() -> Array.getLength(array);
            default -> throw new NoSuchPartException("is of " + value.getClass() + ", which has no size");
        };
    }

    /** Returns the element at an index, counted from the end where it is negative. */
    static Object at(Object sequence, Object index) throws NoSuchPartException {
        int size = size(sequence);
        long given = number(index);
        long at = given < 0 ? size + given : given;
        if (at < 0 || at >= size) {
            throw new NoSuchPartException(
                    "has " + size + (size == 1 ? " element" : " elements") + ", none at [" + given + "]");
        }
        return present(element(sequence, (int) at), "[" + given + "]");
    }

    /** Returns one of the elements of {@code value}, drawn by the user whose session it is. */
    static Object random(Object value, Session session) throws NoSuchPartException {
        if (!isSequence(value)) {
            throw new NoSuchPartException("is of " + value.getClass() + ", which has no elements to draw from");
        }
        int size = size(value);
        if (size == 0) {
            throw new NoSuchPartException("is empty, there is nothing to draw");
        }
        if (!(session instanceof UserBound bound)) {
            throw new NoSuchPartException("cannot be drawn from: there is no user here");
        }
        RandomGenerator random = bound.owner().random();
        int drawn = random.nextInt(size);
        return present(element(value, drawn), "[" + drawn + "]");
    }

    private static @Nullable Object element(Object sequence, int index) {
        return switch (sequence) {
            case List<?> list -> list.get(index);
            case Collection<?> collection -> nth(collection.iterator(), index);
            default -> Array.get(sequence, index);
        };
    }

    private static @Nullable Object nth(Iterator<?> elements, int index) {
        for (int i = 0; i < index; i++) {
            elements.next();
        }
        return elements.next();
    }

    private static long number(Object index) throws NoSuchPartException {
        try {
            return index instanceof Number number
                    ? number.longValue()
                    : Long.parseLong(String.valueOf(index).strip());
        } catch (NumberFormatException none) {
            throw new NoSuchPartException("has elements, none at [" + index + "], which is no whole number");
        }
    }

    private static Object present(@Nullable Object element, String place) throws NoSuchPartException {
        if (element == null) {
            throw new NoSuchPartException("has null at " + place);
        }
        return element;
    }
}
