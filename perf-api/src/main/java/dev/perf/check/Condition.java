package dev.perf.check;

import dev.perf.text.DurationText;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold of a value. Expected texts may hold {@code #{}} templates. */
public sealed interface Condition {

    /** The value is there and equals the expected one; numbers are compared as numbers, all else as text. */
    record Is(Object expected) implements Condition {
        @Override
        public String toString() {
            return "is " + expected;
        }
    }

    /** The value is there and differs from the given one. */
    record Not(Object unwanted) implements Condition {
        @Override
        public String toString() {
            return "is not " + unwanted;
        }
    }

    /** The value is there and equals one of the expected ones. */
    record In(List<Object> expected) implements Condition {
        public In {
            expected = List.copyOf(expected);
        }

        @Override
        public String toString() {
            return "is in " + expected.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** The value is there. */
    record Exists() implements Condition {
        @Override
        public String toString() {
            return "exists";
        }
    }

    /** The value is not there. */
    record Absent() implements Condition {
        @Override
        public String toString() {
            return "is absent";
        }
    }

    /** The value is there, and is a {@code null} of JSON. */
    record IsNull() implements Condition {
        @Override
        public String toString() {
            return "is null";
        }
    }

    /** The value is there, and its elements, members, characters or bytes are so many. */
    record HasSize(int size) implements Condition {
        @Override
        public String toString() {
            return size == 0 ? "is empty" : "has size " + size;
        }
    }

    /** The value is a number within these limits, which belong to them. */
    record Between(Number least, Number most) implements Condition {
        @Override
        public String toString() {
            return "is between " + plain(least) + " and " + plain(most);
        }
    }

    /** The value is a number above the limit. */
    record GreaterThan(Number limit) implements Condition {
        @Override
        public String toString() {
            return "is greater than " + plain(limit);
        }
    }

    /** The value is a number below the limit. */
    record LessThan(Number limit) implements Condition {
        @Override
        public String toString() {
            return "is less than " + plain(limit);
        }
    }

    /** The value is there and its text contains the expected one, or it is a list with such an element. */
    record Contains(String expected) implements Condition {
        @Override
        public String toString() {
            return "contains " + expected;
        }
    }

    /** The value is there and a match of the regular expression is found in its text. */
    record Matches(String pattern) implements Condition {
        @Override
        public String toString() {
            return "matches " + pattern;
        }
    }

    /**
     * The value is there, and a JSON Schema describes it.
     *
     * @param text the schema; null where it is in a file
     * @param file where it is; null where the text is given
     */
    record MatchesSchema(@Nullable String text, @Nullable Path file) implements Condition {

        private static final int MAX_SHOWN = 40;

        @Override
        public String toString() {
            String shown = text == null ? String.valueOf(file) : text.strip().replaceAll("\\s+", " ");
            return "matches schema "
                    + (shown.length() <= MAX_SHOWN || text == null ? shown : shown.substring(0, MAX_SHOWN) + "...");
        }
    }

    /** The duration is shorter than the limit. */
    record Below(Duration limit) implements Condition {
        @Override
        public String toString() {
            return "is below " + DurationText.of(limit);
        }
    }

    /**
     * The value passes the user's own test.
     *
     * @param description what the test asks, for messages
     * @param test gets the value, or null where there is none
     */
    record Satisfies(String description, Predicate<@Nullable Object> test) implements Condition {
        @Override
        public String toString() {
            return description;
        }
    }

    private static String plain(Number number) {
        try {
            return new BigDecimal(number.toString()).toPlainString();
        } catch (NumberFormatException none) {
            return number.toString(); // NaN and the like are mistakes, which the check of the plan names
        }
    }
}
