package dev.perf.http;

import static dev.perf.source.Given.given;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * The statuses with which a request counts as successful. Immutable.
 *
 * @param parts the status fits when one of them does
 */
public record ExpectedStatus(List<Part> parts) {

    /** Copies the list. */
    public ExpectedStatus {
        parts = List.copyOf(parts);
    }

    /** Some of the statuses. */
    public sealed interface Part {
        /** Tells whether {@code status} is among them. */
        boolean fits(int status);
    }

    /**
     * All statuses between two.
     *
     * @param from the lowest, at least 100
     * @param to the highest, at most 999
     */
    public record Range(int from, int to) implements Part {
        @Override
        public boolean fits(int status) {
            return status >= from && status <= to;
        }

        @Override
        public String toString() {
            return from == to ? String.valueOf(from) : from + " to " + to;
        }
    }

    /**
     * The statuses that pass the user's own test.
     *
     * @param description what the test asks, for messages
     * @param test gets the status
     */
    public record Matching(String description, IntPredicate test) implements Part {
        @Override
        public boolean fits(int status) {
            return test.test(status);
        }

        @Override
        public String toString() {
            return description;
        }
    }

    static ExpectedStatus of(int... codes) {
        return new ExpectedStatus(Arrays.stream(codes)
                .<Part>mapToObj(code -> new Range(code, code))
                .toList());
    }

    /** Returns a rule that both this and {@code other} fit into. */
    public ExpectedStatus or(ExpectedStatus other) {
        var all = new ArrayList<>(parts);
        all.addAll(given(other, "other").parts);
        return new ExpectedStatus(all);
    }

    /** Tells whether {@code status} is a success. */
    public boolean includes(int status) {
        for (Part part : parts) {
            if (part.fits(status)) {
                return true;
            }
        }
        return false;
    }

    /** Returns what is expected, as messages say it: {@code 200, 201 or 300 to 399}. */
    @Override
    public String toString() {
        String all = parts.stream().map(Part::toString).collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
    }
}
