package dev.perf.stream;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.check.Check;
import dev.perf.http.Save;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a step that waits for a message or an event expects of it. Immutable: each method returns a new value.
 *
 * @param matches what must hold of it for it to be the one; not counted as checks
 * @param checks verdicts on it
 * @param saves values to take from it
 * @param timeout how long to wait for it
 */
public record Expectation(List<Check> matches, List<Check> checks, List<Save> saves, Duration timeout) {

    /** Anything that comes within 10 s. */
    public static final Expectation ANYTHING = new Expectation(List.of(), List.of(), List.of(), Duration.ofSeconds(10));

    /** Copies the lists. */
    public Expectation {
        matches = List.copyOf(matches);
        checks = List.copyOf(checks);
        saves = List.copyOf(saves);
    }

    /** Returns this with more that must hold of what is waited for. */
    public Expectation matching(Check... conditions) {
        return new Expectation(plus(matches, allGiven(conditions, "conditions")), checks, saves, timeout);
    }

    /** Returns this with more checks. */
    public Expectation check(Check... more) {
        return new Expectation(matches, plus(checks, allGiven(more, "more")), saves, timeout);
    }

    /** Returns this with one more value to save. */
    public Expectation save(Save more) {
        return new Expectation(matches, checks, plus(saves, List.of(more)), timeout);
    }

    /** Returns this with another time to wait. */
    public Expectation within(Duration limit) {
        return new Expectation(matches, checks, saves, given(limit, "limit"));
    }

    private static <T> List<T> plus(List<T> list, List<T> more) {
        return Stream.concat(list.stream(), more.stream()).toList();
    }
}
