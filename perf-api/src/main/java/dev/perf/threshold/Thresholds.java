package dev.perf.threshold;

import static dev.perf.source.Given.given;

import dev.perf.metric.Counter;
import dev.perf.metric.Gauge;
import dev.perf.metric.Rate;
import dev.perf.threshold.Aggregate.Percentile;
import dev.perf.threshold.Aggregate.Statistic;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Thresholds written in Java: a metric, an aggregate that it has, and a limit of the type that fits.
 *
 * {@snippet :
 * responseTime("login").p95().below(ofMillis(500))     // response_time{name:login}: p(95) < 500ms
 * failedRequests().rate().below(0.01)                  // http_req_failed: rate < 0.01
 * requests().tagged("scenario", "buy").perSecond().above(100)
 * }
 *
 * <p>Every stage is immutable and may be kept and reused. Metrics without a method here, and metrics of the
 * user, start from {@link #metric(String)}; limits in other units are written with {@link Threshold#parse}.
 */
public final class Thresholds {

    private Thresholds() {}

    /**
     * Judges response times, from the intended start of a step to its last byte, of all steps.
     *
     * @return the metric {@code response_time}
     */
    public static Trend<TimeLimit> responseTime() {
        return times("response_time");
    }

    /**
     * Judges response times of one step.
     *
     * @param name name of the step
     * @return the metric {@code response_time}, tag {@code name}
     */
    public static Trend<TimeLimit> responseTime(String name) {
        return responseTime().tagged("name", given(name, "name"));
    }

    /**
     * Judges durations of HTTP requests, from sending to the last byte.
     *
     * @return the metric {@code http_req_duration}
     */
    public static Trend<TimeLimit> httpRequestDuration() {
        return times("http_req_duration");
    }

    /**
     * Judges durations of HTTP requests of one step.
     *
     * @param name name of the step
     * @return the metric {@code http_req_duration}, tag {@code name}
     */
    public static Trend<TimeLimit> httpRequestDuration(String name) {
        return httpRequestDuration().tagged("name", given(name, "name"));
    }

    /**
     * Judges the share of HTTP requests that failed.
     *
     * @return the metric {@code http_req_failed}
     */
    public static Ratio failedRequests() {
        return new Ratio(Subject.of("http_req_failed"));
    }

    /**
     * Judges the share of HTTP requests of one step that failed.
     *
     * @param name name of the step
     * @return the metric {@code http_req_failed}, tag {@code name}
     */
    public static Ratio failedRequests(String name) {
        return failedRequests().tagged("name", given(name, "name"));
    }

    /**
     * Judges the share of steps in plain Java that failed, of those that send no request of Perf's: calls of any other
     * client.
     *
     * @return the metric {@code step_failed}
     */
    public static Ratio failedSteps() {
        return new Ratio(Subject.of("step_failed"));
    }

    /**
     * Judges how often one step in plain Java failed.
     *
     * @param name name of the step
     * @return the metric {@code step_failed}, tag {@code name}
     */
    public static Ratio failedSteps(String name) {
        return failedSteps().tagged("name", given(name, "name"));
    }

    /**
     * Judges the share of checks that passed.
     *
     * @return the metric {@code checks}
     */
    public static Ratio checks() {
        return new Ratio(Subject.of("checks"));
    }

    /**
     * Judges the share of one check's verdicts that were a pass.
     *
     * @param check name of the check
     * @return the metric {@code checks}, tag {@code check}
     */
    public static Ratio checks(String check) {
        return checks().tagged("check", given(check, "check"));
    }

    /**
     * Judges the number of HTTP requests.
     *
     * @return the metric {@code http_reqs}
     */
    public static Events requests() {
        return new Events(Subject.of("http_reqs"));
    }

    /**
     * Judges the number of HTTP requests of one step.
     *
     * @param name name of the step
     * @return the metric {@code http_reqs}, tag {@code name}
     */
    public static Events requests(String name) {
        return requests().tagged("name", given(name, "name"));
    }

    /**
     * Judges the number of completed iterations.
     *
     * @return the metric {@code iterations}
     */
    public static Events iterations() {
        return new Events(Subject.of("iterations"));
    }

    /**
     * Judges the number of iterations that were due but found no virtual user.
     *
     * @return the metric {@code dropped_iterations}
     */
    public static Events droppedIterations() {
        return new Events(Subject.of("dropped_iterations"));
    }

    /**
     * Judges durations of iterations.
     *
     * @return the metric {@code iteration_duration}
     */
    public static Trend<TimeLimit> iterationDuration() {
        return times("iteration_duration");
    }

    /**
     * Judges how late the generator was against its own schedule.
     *
     * @return the metric {@code schedule_lag}
     */
    public static Trend<TimeLimit> scheduleLag() {
        return times("schedule_lag");
    }

    /**
     * Judges durations of a group of steps.
     *
     * @param name name of the group
     * @return the metric {@code group_duration}, tag {@code group}
     */
    public static Trend<TimeLimit> groupDuration(String name) {
        return times("group_duration").tagged("group", given(name, "name"));
    }

    /**
     * Judges the number of virtual users at work.
     *
     * @return the metric {@code vus}
     */
    public static Level virtualUsers() {
        return new Level(Subject.of("vus"));
    }

    /**
     * Judges any metric, Perf's own or the user's.
     *
     * @param name name of the metric
     * @return the metric with all aggregates, of which a built-in metric refuses those it lacks
     */
    public static Metric metric(String name) {
        return new Metric(Subject.of(given(name, "name")));
    }

    /**
     * Judges a sum of the user's own.
     *
     * @param counter the metric, with the tags that samples must carry
     * @return the metric
     */
    public static Events metric(Counter counter) {
        return new Events(Subject.of(given(counter, "counter")));
    }

    /**
     * Judges a level of the user's own.
     *
     * @param gauge the metric, with the tags that samples must carry
     * @return the metric
     */
    public static Level metric(Gauge gauge) {
        return new Level(Subject.of(given(gauge, "gauge")));
    }

    /**
     * Judges a share of the user's own.
     *
     * @param rate the metric, with the tags that samples must carry
     * @return the metric
     */
    public static Ratio metric(Rate rate) {
        return new Ratio(Subject.of(given(rate, "rate")));
    }

    /**
     * Judges a distribution of the user's own.
     *
     * @param trend the metric, with the tags that samples must carry
     * @return the metric; limits of time are for trends in milliseconds
     */
    public static Trend<AnyLimit> metric(dev.perf.metric.Trend trend) {
        return new Trend<>(Subject.of(given(trend, "trend")), bound -> bound);
    }

    /**
     * What an earlier run came to, which {@code LoadTest.baseline} or {@code --baseline} names:
     * {@code responseTime().p95().below(baseline().plusPercent(10))}.
     *
     * @return a limit equal to it
     */
    public static BaselineLimit baseline() {
        return BaselineLimit.UNCHANGED;
    }

    private static Trend<TimeLimit> times(String metric) {
        return new Trend<>(Subject.of(metric), bound -> bound);
    }

    /** A metric narrowed by tags. */
    private record Subject(String metric, Map<String, String> tags) {

        static Subject of(String metric) {
            return new Subject(Objects.requireNonNull(metric, "metric"), Map.of());
        }

        static Subject of(dev.perf.metric.Metric metric) {
            return new Subject(metric.name(), metric.tags());
        }

        Subject tagged(String name, String value) {
            return new Subject(metric, Tags.added(tags, name, value));
        }

        Bound bound(Aggregate aggregate) {
            return new Bound(this, aggregate);
        }
    }

    /**
     * A Trend: a distribution of samples.
     *
     * @param <L> type of the limits
     */
    public static sealed class Trend<L> permits Metric {

        final Subject subject;
        private final Function<Bound, L> next;

        private Trend(Subject subject, Function<Bound, L> next) {
            this.subject = subject;
            this.next = next;
        }

        /**
         * Judges only samples that carry a tag, besides those asked for already.
         *
         * @param name name of the tag
         * @param value value of the tag
         * @return the narrower metric
         * @throws IllegalArgumentException if {@code name} is empty, or asked for with another value already
         */
        public Trend<L> tagged(String name, String value) {
            return new Trend<>(subject.tagged(given(name, "name"), given(value, "value")), next);
        }

        /**
         * Takes the 50th percentile.
         *
         * @return the next stage
         */
        public L p50() {
            return percentile(50);
        }

        /**
         * Takes the 75th percentile.
         *
         * @return the next stage
         */
        public L p75() {
            return percentile(75);
        }

        /**
         * Takes the 90th percentile.
         *
         * @return the next stage
         */
        public L p90() {
            return percentile(90);
        }

        /**
         * Takes the 95th percentile.
         *
         * @return the next stage
         */
        public L p95() {
            return percentile(95);
        }

        /**
         * Takes the 99th percentile.
         *
         * @return the next stage
         */
        public L p99() {
            return percentile(99);
        }

        /**
         * Takes the 99.9th percentile.
         *
         * @return the next stage
         */
        public L p999() {
            return percentile(99.9);
        }

        /**
         * Takes a percentile.
         *
         * @param percent share of the samples in percent, more than 0 and at most 100
         * @return the next stage
         * @throws IllegalArgumentException if {@code percent} is not in (0, 100]
         */
        public L percentile(double percent) {
            return limit(new Percentile(percent));
        }

        /**
         * Takes the arithmetic mean.
         *
         * @return the next stage
         */
        public L mean() {
            return limit(Statistic.MEAN);
        }

        /**
         * Takes the median.
         *
         * @return the next stage
         */
        public L median() {
            return limit(Statistic.MEDIAN);
        }

        /**
         * Takes the smallest sample.
         *
         * @return the next stage
         */
        public L min() {
            return limit(Statistic.MIN);
        }

        /**
         * Takes the greatest sample.
         *
         * @return the next stage
         */
        public L max() {
            return limit(Statistic.MAX);
        }

        /**
         * Takes the standard deviation.
         *
         * @return the next stage
         */
        public L standardDeviation() {
            return limit(Statistic.STANDARD_DEVIATION);
        }

        L limit(Aggregate aggregate) {
            return next.apply(subject.bound(aggregate));
        }
    }

    /** A Rate: a share of samples. */
    public static final class Ratio {

        private final Subject subject;

        private Ratio(Subject subject) {
            this.subject = subject;
        }

        /**
         * Judges only samples that carry a tag, besides those asked for already.
         *
         * @param name name of the tag
         * @param value value of the tag
         * @return the narrower metric
         * @throws IllegalArgumentException if {@code name} is empty, or asked for with another value already
         */
        public Ratio tagged(String name, String value) {
            return new Ratio(subject.tagged(given(name, "name"), given(value, "value")));
        }

        /**
         * Takes the share itself.
         *
         * @return the next stage, whose limit is between 0 and 1
         */
        public NumberLimit rate() {
            return subject.bound(Statistic.RATE);
        }

        /**
         * Takes the number of samples that are true: of {@link #failedRequests} those that failed, of {@link #checks} the
         * passes.
         *
         * @return the next stage
         */
        public NumberLimit count() {
            return subject.bound(Statistic.COUNT);
        }
    }

    /** A Counter of events. */
    public static final class Events {

        private final Subject subject;

        private Events(Subject subject) {
            this.subject = subject;
        }

        /**
         * Judges only events that carry a tag, besides those asked for already.
         *
         * @param name name of the tag
         * @param value value of the tag
         * @return the narrower metric
         * @throws IllegalArgumentException if {@code name} is empty, or asked for with another value already
         */
        public Events tagged(String name, String value) {
            return new Events(subject.tagged(given(name, "name"), given(value, "value")));
        }

        /**
         * Takes the number of events.
         *
         * @return the next stage
         */
        public NumberLimit count() {
            return subject.bound(Statistic.COUNT);
        }

        /**
         * Takes the number of events per second.
         *
         * @return the next stage
         */
        public NumberLimit perSecond() {
            return subject.bound(Statistic.RATE);
        }
    }

    /** A Gauge: a number that comes and goes. */
    public static final class Level {

        private final Subject subject;

        private Level(Subject subject) {
            this.subject = subject;
        }

        /**
         * Judges only values that carry a tag, besides those asked for already.
         *
         * @param name name of the tag
         * @param value value of the tag
         * @return the narrower metric
         * @throws IllegalArgumentException if {@code name} is empty, or asked for with another value already
         */
        public Level tagged(String name, String value) {
            return new Level(subject.tagged(given(name, "name"), given(value, "value")));
        }

        /**
         * Takes the latest value.
         *
         * @return the next stage
         */
        public NumberLimit value() {
            return subject.bound(Statistic.VALUE);
        }

        /**
         * Takes the smallest value.
         *
         * @return the next stage
         */
        public NumberLimit min() {
            return subject.bound(Statistic.MIN);
        }

        /**
         * Takes the greatest value.
         *
         * @return the next stage
         */
        public NumberLimit max() {
            return subject.bound(Statistic.MAX);
        }

        /**
         * Takes the arithmetic mean: of {@link #virtualUsers} over the ends of all intervals, of a level of the user's own
         * over the values that it was set to, however long each stayed.
         *
         * @return the next stage
         */
        public NumberLimit mean() {
            return subject.bound(Statistic.MEAN);
        }
    }

    /** A metric whose kind is not known here, so it has every aggregate and limits of both types. */
    public static final class Metric extends Trend<AnyLimit> {

        private Metric(Subject subject) {
            super(subject, bound -> bound);
        }

        @Override
        public Metric tagged(String name, String value) {
            return new Metric(subject.tagged(given(name, "name"), given(value, "value")));
        }

        /**
         * Takes the sum of a Counter, or the number of samples of a Trend.
         *
         * @return the next stage
         */
        public AnyLimit count() {
            return limit(Statistic.COUNT);
        }

        /**
         * Takes the share of a Rate, or the sum of a Counter per second.
         *
         * @return the next stage
         */
        public AnyLimit rate() {
            return limit(Statistic.RATE);
        }

        /**
         * Takes the latest value of a Gauge.
         *
         * @return the next stage
         */
        public AnyLimit value() {
            return limit(Statistic.VALUE);
        }
    }

    /** An aggregate that waits for its limit, which may follow from what an earlier run came to. */
    public sealed interface AgainstBaseline permits TimeLimit, NumberLimit {

        /**
         * Requires less than what an earlier run came to, or what follows from it: {@code below(baseline().plusPercent(10))}.
         *
         * @param limit the relation to the baseline, which {@code LoadTest.baseline} names
         * @return the threshold
         * @throws InvalidThresholdException if {@code limit} is negative, or its unit does not fit the metric
         */
        Threshold below(BaselineLimit limit);

        /**
         * Requires at most what an earlier run came to, or what follows from it: {@code atMost(baseline().times(1.1))}.
         *
         * @param limit the relation to the baseline, which {@code LoadTest.baseline} names
         * @return the threshold
         * @throws InvalidThresholdException if {@code limit} is negative, or its unit does not fit the metric
         */
        Threshold atMost(BaselineLimit limit);

        /**
         * Requires more than what an earlier run came to, or what follows from it: {@code above(baseline().minus(5))}.
         *
         * @param limit the relation to the baseline, which {@code LoadTest.baseline} names
         * @return the threshold
         * @throws InvalidThresholdException if {@code limit} is negative, or its unit does not fit the metric
         */
        Threshold above(BaselineLimit limit);

        /**
         * Requires at least what an earlier run came to, or what follows from it: {@code atLeast(baseline().minusPercent(5))}.
         *
         * @param limit the relation to the baseline, which {@code LoadTest.baseline} names
         * @return the threshold
         * @throws InvalidThresholdException if {@code limit} is negative, or its unit does not fit the metric
         */
        Threshold atLeast(BaselineLimit limit);
    }

    /** An aggregate that is a time, waiting for its limit. */
    public sealed interface TimeLimit extends AgainstBaseline permits AnyLimit {

        /**
         * Requires less than a limit.
         *
         * @param limit the limit, not negative
         * @return the threshold
         * @throws InvalidThresholdException if {@code limit} is negative, or the metric is not one of times
         */
        Threshold below(Duration limit);

        /**
         * Requires a limit or less.
         *
         * @param limit the limit, not negative
         * @return the threshold
         * @throws InvalidThresholdException if {@code limit} is negative, or the metric is not one of times
         */
        Threshold atMost(Duration limit);

        /**
         * Requires more than a limit.
         *
         * @param limit the limit, not negative
         * @return the threshold
         * @throws InvalidThresholdException if {@code limit} is negative, or the metric is not one of times
         */
        Threshold above(Duration limit);

        /**
         * Requires a limit or more.
         *
         * @param limit the limit, not negative
         * @return the threshold
         * @throws InvalidThresholdException if {@code limit} is negative, or the metric is not one of times
         */
        Threshold atLeast(Duration limit);
    }

    /** An aggregate that is a number, waiting for its limit. */
    public sealed interface NumberLimit extends AgainstBaseline permits AnyLimit {

        /**
         * Requires less than a limit.
         *
         * @param limit a share between 0 and 1, a number of events, events per second, or a level
         * @return the threshold
         * @throws IllegalArgumentException if {@code limit} is not finite, or the metric cannot have such a value
         */
        Threshold below(double limit);

        /**
         * Requires a limit or less.
         *
         * @param limit a share between 0 and 1, a number of events, events per second, or a level
         * @return the threshold
         * @throws IllegalArgumentException if {@code limit} is not finite, or the metric cannot have such a value
         */
        Threshold atMost(double limit);

        /**
         * Requires more than a limit.
         *
         * @param limit a share between 0 and 1, a number of events, events per second, or a level
         * @return the threshold
         * @throws IllegalArgumentException if {@code limit} is not finite, or the metric cannot have such a value
         */
        Threshold above(double limit);

        /**
         * Requires a limit or more.
         *
         * @param limit a share between 0 and 1, a number of events, events per second, or a level
         * @return the threshold
         * @throws IllegalArgumentException if {@code limit} is not finite, or the metric cannot have such a value
         */
        Threshold atLeast(double limit);
    }

    /** An aggregate that is a time or a number, waiting for its limit; a number is in the metric's base unit. */
    public sealed interface AnyLimit extends TimeLimit, NumberLimit permits Bound {}

    private record Bound(Subject subject, Aggregate aggregate) implements AnyLimit {

        @Override
        public Threshold below(Duration limit) {
            return threshold(Comparison.BELOW, Limit.of(given(limit, "limit")));
        }

        @Override
        public Threshold atMost(Duration limit) {
            return threshold(Comparison.AT_MOST, Limit.of(given(limit, "limit")));
        }

        @Override
        public Threshold above(Duration limit) {
            return threshold(Comparison.ABOVE, Limit.of(given(limit, "limit")));
        }

        @Override
        public Threshold atLeast(Duration limit) {
            return threshold(Comparison.AT_LEAST, Limit.of(given(limit, "limit")));
        }

        @Override
        public Threshold below(double limit) {
            return threshold(Comparison.BELOW, new Limit(limit, Limit.Unit.NONE));
        }

        @Override
        public Threshold atMost(double limit) {
            return threshold(Comparison.AT_MOST, new Limit(limit, Limit.Unit.NONE));
        }

        @Override
        public Threshold above(double limit) {
            return threshold(Comparison.ABOVE, new Limit(limit, Limit.Unit.NONE));
        }

        @Override
        public Threshold atLeast(double limit) {
            return threshold(Comparison.AT_LEAST, new Limit(limit, Limit.Unit.NONE));
        }

        @Override
        public Threshold below(BaselineLimit limit) {
            return threshold(Comparison.BELOW, limit);
        }

        @Override
        public Threshold atMost(BaselineLimit limit) {
            return threshold(Comparison.AT_MOST, limit);
        }

        @Override
        public Threshold above(BaselineLimit limit) {
            return threshold(Comparison.ABOVE, limit);
        }

        @Override
        public Threshold atLeast(BaselineLimit limit) {
            return threshold(Comparison.AT_LEAST, limit);
        }

        private Threshold threshold(Comparison comparison, BaselineLimit limit) {
            return Threshold.of(
                    new Terms(subject.metric(), subject.tags(), aggregate, comparison, given(limit, "limit")));
        }

        private Threshold threshold(Comparison comparison, Limit limit) {
            return Threshold.of(new Terms(subject.metric(), subject.tags(), aggregate, comparison, limit));
        }
    }
}
