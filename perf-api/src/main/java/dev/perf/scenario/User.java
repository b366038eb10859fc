package dev.perf.scenario;

import dev.perf.metric.MetricRecorder;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/**
 * A virtual user, as a lambda step sees it. Belongs to the user's thread; not to be shared.
 */
public interface User extends MetricRecorder {

    /** Returns the number of the user in its scenario, from 0. */
    long id();

    /** Returns the number of the user's current iteration, from 0. */
    long iteration();

    /** Returns the name of the user's scenario. */
    String scenario();

    /** Returns the user's data. */
    Session session();

    /** Returns the user's source of random numbers, which follows from the run's seed. */
    RandomGenerator random();

    /**
     * Sends a request, blocks until it is answered, and records it like any request step.
     *
     * <p>A request that fails does not throw: the response tells, and the iteration counts as failed.
     *
     * @param request what to send; kept as a constant, it is compiled once
     * @param <R> the response type of the request's protocol
     * @return the response
     * @throws InterruptedException if the run wants the user to stop
     */
    <R> R send(Request<R> request) throws InterruptedException;

    /**
     * Pauses the user. Unlike a sleep, the pause has an intended end, from which the response time of the next step
     * is measured.
     *
     * @throws InterruptedException if the run wants the user to stop
     */
    void pause(Duration duration) throws InterruptedException;

    /** Times {@code body} as the group {@code name}, within the groups that the user is in. */
    <T> T group(String name, Callable<T> body) throws Exception;

    /**
     * Puts a tag on all samples that the user takes from now on until its iteration ends, the iteration's own among
     * them: requests, checks, groups, metrics. It replaces a tag of the same name. Thresholds may ask for it:
     * {@code http_req_duration{plan:gold}: p(95) < 200}. Beyond {@link dev.perf.LoadTest#maxSeries} combinations of tags
     * further values are counted as {@code other}, so take few values: a plan, a region, not an id.
     */
    void tag(String key, String value);

    /**
     * Counts a check. One that does not hold fails the iteration, which goes on.
     *
     * @return {@code holds}
     */
    boolean check(String name, boolean holds);

    /**
     * Fails the step that the user is in, and with it the iteration, which goes on: {@code exitIterationOnFail()} behind
     * the step ends it. Counted among the errors under {@code kind} and the name of the step; a step that counts as a
     * request counts as a failed one.
     *
     * <p>For failures that a client tells in its own words, by a code rather than an exception:
     * {@code user.fail(status.getCode().name(), "assigning: " + status.getDescription())}.
     *
     * @param kind a word from a small fixed set, such as {@code UNAVAILABLE}: 1 to 60 characters, not blank, none of them
     *     a control character. The first 50 kinds of a run, those of {@linkplain dev.perf.protocol.Reply replies} among
     *     them, are told apart, and what comes after them is counted as {@code other}
     * @param message what happened, for people; equal messages are counted together, so keep ids and times out
     * @throws IllegalArgumentException if {@code kind} cannot be one
     */
    void fail(String kind, String message);
}
