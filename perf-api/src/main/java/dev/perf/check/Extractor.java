package dev.perf.check;

import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes a value from a response, to be checked or saved.
 *
 * <p>Immutable. A value that is to be saved and is not found fails its request, unless the extractor is
 * {@link #optional()} or has a {@linkplain #orElse default}.
 */
public final class Extractor {

    private final Source source;
    private final boolean required;
    private final @Nullable Object fallback;
    private final SourceLocation location;

    private Extractor(Source source, boolean required, @Nullable Object fallback, SourceLocation location) {
        this.source = source;
        this.required = required;
        this.fallback = fallback;
        this.location = location;
    }

    /** Returns an extractor of the given part of a response. */
    public static Extractor of(Source source) {
        return new Extractor(source, true, null, SourceLocation.caller());
    }

    /** Demands that the value equals {@code expected}; numbers are compared as numbers, all else as text. */
    public Check is(Object expected) {
        return check(new Condition.Is(expected));
    }

    /** Demands that the value is there and differs from {@code unwanted}. */
    public Check not(Object unwanted) {
        return check(new Condition.Not(unwanted));
    }

    /** Demands that the value equals one of {@code expected}. */
    public Check in(Object... expected) {
        return check(new Condition.In(List.of(expected)));
    }

    /** Demands that the value is there. */
    public Check exists() {
        return check(new Condition.Exists());
    }

    /** Demands that the value is not there. */
    public Check absent() {
        return check(new Condition.Absent());
    }

    /** Demands that the value's text contains {@code expected}. */
    public Check contains(String expected) {
        return check(new Condition.Contains(expected));
    }

    /** Demands that the regular expression {@code pattern} is found in the value's text. */
    public Check matches(String pattern) {
        return check(new Condition.Matches(pattern));
    }

    /** Demands that a duration is shorter than {@code limit}. */
    public Check below(Duration limit) {
        return check(new Condition.Below(limit));
    }

    /**
     * Demands that the value passes {@code test}.
     *
     * @param description what the test asks, for messages: {@code "is a prime"}
     * @param test gets the value, or null where there is none
     */
    public Check satisfies(String description, Predicate<@Nullable Object> test) {
        return check(new Condition.Satisfies(description, test));
    }

    /** Lets a value that is not found pass when it is to be saved: nothing is saved then. */
    public Extractor optional() {
        return new Extractor(source, false, null, location);
    }

    /** Gives the value to save when none is found. */
    public Extractor orElse(Object value) {
        return new Extractor(source, false, Objects.requireNonNull(value), location);
    }

    /** Returns the part of the response that the value is taken from. */
    public Source source() {
        return source;
    }

    /** Tells whether a value that is not found fails its request when it is to be saved. */
    public boolean required() {
        return required;
    }

    /** Returns the value to save when none is found. */
    public @Nullable Object fallback() {
        return fallback;
    }

    /** Returns where the extractor was written. */
    public SourceLocation location() {
        return location;
    }

    private Check check(Condition condition) {
        return new Check(source + " " + condition, source, condition, location);
    }
}
