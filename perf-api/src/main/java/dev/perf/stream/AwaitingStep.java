package dev.perf.stream;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.check.Check;
import dev.perf.check.Extractor;
import dev.perf.check.OnFail;
import dev.perf.http.Sampled;
import dev.perf.http.Save;
import dev.perf.metric.Metric;
import dev.perf.scenario.Key;
import dev.perf.scenario.Session;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A step that waits for what comes over a connection: a message of a socket, or an event of a stream. Immutable: each
 * method returns a new value.
 *
 * @param <S> the step itself
 */
public interface AwaitingStep<S extends AwaitingStep<S>> {

    /** Returns what is waited for. */
    Expectation expected();

    /** Returns this step, waiting for something else. */
    S expecting(Expectation other);

    /**
     * Waits for a message or event of which all these hold, and those of earlier calls; any unless set. They are not
     * counted as checks.
     *
     * @param conditions on {@code body()}, {@code jsonPath(...)} or {@code regex(...)}, and of an event on
     *     {@code event()} or {@code eventId()}: {@code body().contains("price")}, {@code regex("id=#{id}").exists()},
     *     {@code event().is("price")}
     */
    default S matching(Check... conditions) {
        return expecting(expected().matching(conditions));
    }

    /** Sets how long to wait; 10 s unless set. */
    default S timeout(Duration limit) {
        return expecting(expected().within(given(limit, "limit")));
    }

    /** Adds checks on what is waited for. */
    default S check(Check... more) {
        return expecting(expected().check(more));
    }

    /** Adds checks that are made only where {@code condition} holds of what was waited for; it is not counted itself. */
    default S checkIf(Check condition, Check... more) {
        given(condition, "condition");
        return check(allGiven(more, "more").stream()
                .map(check -> check.when(condition))
                .toArray(Check[]::new));
    }

    /** Adds checks that are made only where the user's session is as asked. */
    default S checkIf(Predicate<Session> condition, Check... more) {
        given(condition, "condition");
        return check(allGiven(more, "more").stream()
                .map(check -> check.when(condition))
                .toArray(Check[]::new));
    }

    /** Saves a value of what is waited for in the session, under {@code key}. */
    default S save(String key, Extractor extractor) {
        return expecting(expected().save(new Save(given(key, "key"), given(extractor, "extractor"))));
    }

    /** Saves a value of what is waited for in the session, as the type of {@code key}. */
    default S save(Key<?> key, Extractor extractor) {
        return expecting(expected().save(new Save(given(key, "key"), given(extractor, "extractor"))));
    }

    /**
     * Takes a value of what is waited for as a sample of a metric: {@code record(AGE, jsonPath("$.ageMillis"))}. It has
     * to be a number, as such or as text; a duration counts in milliseconds, true as 1 and false as 0. One that is not
     * found or is none of these fails the step, unless the extractor is optional or has a default.
     */
    default S record(Metric metric, Extractor extractor) {
        return expecting(expected().record(new Sampled(given(metric, "metric"), given(extractor, "extractor"))));
    }

    /**
     * Ends the iteration where the step fails, for whatever reason: nothing comes in time, a check does not hold. What
     * came is judged and saved before; then the steps after this one are left out. In a lambda step the iteration ends
     * when the lambda returns, and in a try only the try. Unless set, the iteration goes on. A check may ask the same for
     * itself: {@link Check#exitIterationOnFail}.
     */
    default S exitIterationOnFail() {
        return expecting(expected().onFail(OnFail.EXIT_ITERATION));
    }

    /** Ends the life of the user where the step fails, as {@link #exitIterationOnFail()} ends its iteration. */
    default S exitUserOnFail() {
        return expecting(expected().onFail(OnFail.EXIT_USER));
    }
}
