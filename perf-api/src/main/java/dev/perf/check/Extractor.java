package dev.perf.check;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes a value from a response or a message, to be checked or saved.
 *
 * <p>A source may find several values: {@link #first()}, unless one of {@link #nth}, {@link #all()}, {@link #random()}
 * and {@link #count()} says otherwise. What was found may be {@linkplain #transform transformed}, and where nothing was
 * found, a {@linkplain #orElse default} may take its place.
 *
 * <p>Immutable. A value that is to be saved and is not found fails its request, unless the extractor is
 * {@link #optional()} or has a default.
 */
public sealed class Extractor permits RegexExtractor {

    private final Source source;
    private final Find find;
    private final @Nullable Function<Object, ? extends @Nullable Object> transformation;
    private final boolean required;
    private final @Nullable Object fallback;
    private final SourceLocation location;

    Extractor(Source source) {
        this(source, new Find.First(), null, true, null, SourceLocation.caller());
    }

    private Extractor(
            Source source,
            Find find,
            @Nullable Function<Object, ? extends @Nullable Object> transformation,
            boolean required,
            @Nullable Object fallback,
            SourceLocation location) {
        this.source = source;
        this.find = find;
        this.transformation = transformation;
        this.required = required;
        this.fallback = fallback;
        this.location = location;
    }

    /** Returns an extractor of the given part of a response. */
    public static Extractor of(Source source) {
        return new Extractor(given(source, "source"));
    }

    final Extractor from(Source other) {
        return new Extractor(other, find, transformation, required, fallback, location);
    }

    /** Takes the first value that is found, as is done unless set. */
    public final Extractor first() {
        return finding(new Find.First());
    }

    /**
     * Takes the value at an index of those that are found; where there are fewer, nothing is found.
     *
     * @param index from 0, or from the end where it is negative: -1 is the last one
     */
    public final Extractor nth(int index) {
        return finding(new Find.Nth(index));
    }

    /** Takes all values, as a {@link List}; where there are none, nothing is found. */
    public final Extractor all() {
        return finding(new Find.All());
    }

    /** Takes one of the values, chosen by the user's random numbers, which follow from the run's seed. */
    public final Extractor random() {
        return finding(new Find.Random());
    }

    /** Takes the number of values, an {@link Integer}: 0 where there are none. */
    public final Extractor count() {
        return finding(new Find.Count());
    }

    private Extractor finding(Find other) {
        return new Extractor(source, other, transformation, required, fallback, location);
    }

    /**
     * Makes something else of what was found: {@code jsonPath("$.price").transform(price -> "EUR " + price)}. Of several
     * transformations each gets the outcome of the one before. One that throws fails the check or the save.
     *
     * @param change gets what was found, after {@link #all()} the list of it; null stands for nothing found
     */
    public final Extractor transform(Function<Object, ? extends @Nullable Object> change) {
        given(change, "change");
        Function<Object, ? extends @Nullable Object> before = transformation;
        Function<Object, @Nullable Object> both = found -> {
            Object changed = before == null ? found : before.apply(found);
            return changed == null ? null : change.apply(changed);
        };
        return new Extractor(source, find, before == null ? change : both, required, fallback, location);
    }

    /** Demands that the value equals {@code expected}; numbers are compared as numbers, all else as text. */
    public final Check is(Object expected) {
        return check(new Condition.Is(given(expected, "expected")));
    }

    /** Demands that the value is there and differs from {@code unwanted}. */
    public final Check not(Object unwanted) {
        return check(new Condition.Not(given(unwanted, "unwanted")));
    }

    /** Demands that the value equals one of {@code expected}. */
    public final Check in(Object... expected) {
        return check(new Condition.In(allGiven(expected, "expected")));
    }

    /** Demands that the value is there. A JSON {@code null} is not; see {@link #isNull()}. */
    public final Check exists() {
        return check(new Condition.Exists());
    }

    /** Demands that the value is not there. */
    public final Check absent() {
        return check(new Condition.Absent());
    }

    /** Demands that the value is there and is a {@code null} of JSON. Of {@code jsonPath} and {@code jsonPointer} only. */
    public final Check isNull() {
        return check(new Condition.IsNull());
    }

    /** Demands that the value is an empty text, list, object or body. */
    public final Check empty() {
        return check(new Condition.HasSize(0));
    }

    /**
     * Demands that the value has a size: elements of a list, members of an object, characters of a text, bytes of a
     * body.
     *
     * @param size not negative
     */
    public final Check hasSize(int size) {
        return check(new Condition.HasSize(size));
    }

    /** Demands that the value's text contains {@code expected}, or that a list has it as an element. */
    public final Check contains(String expected) {
        return check(new Condition.Contains(given(expected, "expected")));
    }

    /** Demands that the regular expression {@code pattern} is found in the value's text. */
    public final Check matches(String pattern) {
        return check(new Condition.Matches(given(pattern, "pattern")));
    }

    /**
     * Demands that a JSON Schema describes the value: {@code body().matchesSchema("{\"type\": \"object\"}")}. Drafts 4 to
     * 2020-12, which is the one taken unless {@code $schema} names another. References to other places are not followed.
     * Needs {@code com.networknt:json-schema-validator} on the class path.
     *
     * @param schema the schema, as JSON text
     */
    public final Check matchesSchema(String schema) {
        return check(new Condition.MatchesSchema(given(schema, "schema"), null));
    }

    /**
     * Demands that a JSON Schema describes the value; see {@link #matchesSchema(String)}.
     *
     * @param file where the schema is; read before the run
     */
    public final Check matchesSchema(Path file) {
        return check(new Condition.MatchesSchema(null, given(file, "file")));
    }

    /** Demands a number that is at least {@code least} and at most {@code most}; a text that is a number is one. */
    public final Check between(Number least, Number most) {
        return check(new Condition.Between(given(least, "least"), given(most, "most")));
    }

    /** Demands a number that is greater than {@code limit}; a text that is a number is one. */
    public final Check greaterThan(Number limit) {
        return check(new Condition.GreaterThan(given(limit, "limit")));
    }

    /** Demands a number that is less than {@code limit}; a text that is a number is one. */
    public final Check lessThan(Number limit) {
        return check(new Condition.LessThan(given(limit, "limit")));
    }

    /** Demands that a duration is shorter than {@code limit}. */
    public final Check below(Duration limit) {
        return check(new Condition.Below(given(limit, "limit")));
    }

    /**
     * Demands that the value passes {@code test}.
     *
     * @param description what the test asks, for messages: {@code "is a prime"}
     * @param test gets the value, or null where there is none
     */
    public final Check satisfies(String description, Predicate<@Nullable Object> test) {
        return check(new Condition.Satisfies(given(description, "description"), given(test, "test")));
    }

    /** Lets a value that is not found pass when it is to be saved: nothing is saved then. */
    public final Extractor optional() {
        return new Extractor(source, find, transformation, false, null, location);
    }

    /** Gives the value to save or to check when none is found. It is not transformed. */
    public final Extractor orElse(Object value) {
        return new Extractor(source, find, transformation, false, given(value, "value"), location);
    }

    /** Returns the part of the response that the value is taken from. */
    public final Source source() {
        return source;
    }

    /** Returns which of the values that the source finds is taken. */
    public final Find find() {
        return find;
    }

    /** Returns what is made of the value that was found, or null where it is taken as it is. */
    public final @Nullable Function<Object, ? extends @Nullable Object> transformation() {
        return transformation;
    }

    /** Tells whether a value that is not found fails its request when it is to be saved. */
    public final boolean required() {
        return required;
    }

    /** Returns the value to take when none is found. */
    public final @Nullable Object fallback() {
        return fallback;
    }

    /** Returns where the extractor was written. */
    public final SourceLocation location() {
        return location;
    }

    /** Returns what is taken, for messages and names of checks: {@code count of $.data[*]}. */
    @Override
    public final String toString() {
        return find.toString() + source + (transformation == null ? "" : " transformed");
    }

    private Check check(Condition condition) {
        return new Check(this + " " + condition, this, condition, List.of(), OnFail.GO_ON, location);
    }
}
