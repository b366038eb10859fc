package dev.perf.http;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * When and how often a request is tried again. Immutable: each method with an argument returns a new value.
 *
 * <p>Each attempt is recorded as a request of its own, under the same name, with a tag {@code attempt} from 1; those
 * that were tried again count as failed requests but do not fail the iteration, and their errors are listed under the
 * kind {@code retried}. Checks judge the last attempt only, and its response time begins where that of the first did.
 *
 * <p>The wait before retry n is {@code initial * factor^(n-1)}, at most {@code max}, of which a random share of up to
 * {@code jitter} is left out; it is longer where the server asks for more with {@code Retry-After}.
 */
public final class Retry implements Cloneable {

    /** Statuses after which a request is tried again, unless set. */
    public static final Set<Integer> DEFAULT_STATUSES = sorted(429, 502, 503, 504);

    /** Kinds of transport errors after which a request is tried again, unless set. */
    public static final Set<String> DEFAULT_ERRORS =
            Set.of("connect", "connect_refused", "connect_timeout", "reset", "premature_end", "timeout");

    private final int times;
    private Duration initial = Duration.ofMillis(200);
    private Duration max = Duration.ofSeconds(10);
    private double factor = 2;
    private double jitter = 0.5;
    private Set<Integer> statuses = DEFAULT_STATUSES;
    private Set<String> errors = DEFAULT_ERRORS;
    private Duration maxRetryAfter = Duration.ofSeconds(60);
    private boolean anyMethod;

    Retry(int times) {
        this.times = times;
    }

    /** Sets the wait before the first retry and the longest wait; 200 ms and 10 s unless set. */
    public Retry backOff(Duration initial, Duration max) {
        return with(copy -> {
            copy.initial = given(initial, "initial");
            copy.max = given(max, "max");
        });
    }

    /**
     * Sets how waits grow.
     *
     * @param initial the wait before the first retry; 200 ms unless set
     * @param max the longest wait; 10 s unless set
     * @param factor what each wait is multiplied by to get the next, at least 1; 2 unless set
     * @param jitter the largest share of a wait that is left out at random, from 0 to 1, so that users who failed
     *     together do not come back together; 0.5 unless set
     */
    public Retry backOff(Duration initial, Duration max, double factor, double jitter) {
        return with(copy -> {
            copy.initial = given(initial, "initial");
            copy.max = given(max, "max");
            copy.factor = factor;
            copy.jitter = jitter;
        });
    }

    /** Sets the statuses after which a request is tried again; 429, 502, 503 and 504 unless set. */
    public Retry onStatus(int... codes) {
        return with(copy -> copy.statuses = sorted(given(codes, "codes")));
    }

    /**
     * Sets the transport errors after which a request is tried again; {@code connect}, {@code connect_refused},
     * {@code connect_timeout}, {@code reset}, {@code premature_end} and {@code timeout} unless set.
     */
    public Retry onError(String... kinds) {
        return with(copy -> copy.errors = Set.copyOf(allGiven(kinds, "kinds")));
    }

    /**
     * Sets the longest wait that a {@code Retry-After} header may ask for; 60 s unless set. A response that asks for a
     * longer one is not tried again.
     */
    public Retry maxRetryAfter(Duration limit) {
        return with(copy -> copy.maxRetryAfter = given(limit, "limit"));
    }

    /** Tries again whatever the method; unless set, only those that may be repeated: not POST and PATCH. */
    public Retry anyMethod() {
        return with(copy -> copy.anyMethod = true);
    }

    /** Returns how often a request is tried again; 0 for never. */
    public int times() {
        return times;
    }

    /** Returns the wait before the first retry. */
    public Duration initial() {
        return initial;
    }

    /** Returns the longest wait. */
    public Duration max() {
        return max;
    }

    /** Returns what each wait is multiplied by to get the next. */
    public double factor() {
        return factor;
    }

    /** Returns the largest share of a wait that is left out at random. */
    public double jitter() {
        return jitter;
    }

    /** Returns the statuses after which a request is tried again. */
    public Set<Integer> statuses() {
        return statuses;
    }

    /** Returns the kinds of transport errors after which a request is tried again. */
    public Set<String> errors() {
        return errors;
    }

    /** Returns the longest wait that a {@code Retry-After} header may ask for. */
    public Duration maxRetryAfter() {
        return maxRetryAfter;
    }

    /** Tells whether requests are tried again whatever their method. */
    public boolean isAnyMethod() {
        return anyMethod;
    }

    /** Returns how often and when, in the words that say so: {@code retry(3).backOff(200ms, 10s, 2, 0.5).onStatus(503)}. */
    @Override
    public String toString() {
        return "retry(" + times + ").backOff(" + DurationText.of(initial) + ", " + DurationText.of(max) + ", "
                + Figures.plain(factor) + ", " + Figures.plain(jitter) + ").onStatus(" + listed(statuses)
                + ").onError(" + listed(new TreeSet<>(errors)) + ").maxRetryAfter(" + DurationText.of(maxRetryAfter)
                + ")" + (anyMethod ? ".anyMethod()" : "");
    }

    private static String listed(Set<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static Set<Integer> sorted(int... codes) {
        var sorted = new TreeSet<Integer>();
        Arrays.stream(codes).forEach(sorted::add);
        return Collections.unmodifiableSet(sorted);
    }

    private Retry with(Consumer<Retry> change) {
        try {
            Retry copy = (Retry) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
