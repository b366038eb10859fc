package dev.perf.stream;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.check.Check;
import dev.perf.check.OnFail;
import dev.perf.http.Sampled;
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
 * @param samples values of it that are samples of metrics
 * @param timeout how long to wait for it
 * @param onFail what ends where the step fails
 */
public record Expectation(
        List<Check> matches,
        List<Check> checks,
        List<Save> saves,
        List<Sampled> samples,
        Duration timeout,
        OnFail onFail) {

    /** Anything that comes within 10 s. */
    public static final Expectation ANYTHING =
            new Expectation(List.of(), List.of(), List.of(), List.of(), Duration.ofSeconds(10), OnFail.GO_ON);

    /** Copies the lists. */
    public Expectation {
        matches = List.copyOf(matches);
        checks = List.copyOf(checks);
        saves = List.copyOf(saves);
        samples = List.copyOf(samples);
    }

    /** Returns this with more that must hold of what is waited for. */
    public Expectation matching(Check... conditions) {
        return new Expectation(
                plus(matches, allGiven(conditions, "conditions")), checks, saves, samples, timeout, onFail);
    }

    /** Returns this with more checks. */
    public Expectation check(Check... more) {
        return new Expectation(matches, plus(checks, allGiven(more, "more")), saves, samples, timeout, onFail);
    }

    /** Returns this with one more value to save. */
    public Expectation save(Save more) {
        return new Expectation(matches, checks, plus(saves, List.of(more)), samples, timeout, onFail);
    }

    /** Returns this with one more sample to take. */
    public Expectation record(Sampled more) {
        return new Expectation(matches, checks, saves, plus(samples, List.of(more)), timeout, onFail);
    }

    /** Returns this with another time to wait. */
    public Expectation within(Duration limit) {
        return new Expectation(matches, checks, saves, samples, given(limit, "limit"), onFail);
    }

    /** Returns this with something else that ends where the step fails. */
    public Expectation onFail(OnFail end) {
        return new Expectation(matches, checks, saves, samples, timeout, given(end, "end"));
    }

    private static <T> List<T> plus(List<T> list, List<T> more) {
        return Stream.concat(list.stream(), more.stream()).toList();
    }
}
