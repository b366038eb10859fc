package dev.perf.load;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Iterations that start at a rate, however long they take.
 *
 * <p>Open model: a slow target does not slow arrivals. Each arrival is a fresh virtual user with a fresh session. The
 * starts are spaced evenly under the rate's curve and computed from the run's start, so they do not drift: the k-th
 * start lies where the area under the curve reaches {@code k - 0.5}, and a profile whose area is {@code n} starts
 * {@code round(n)} iterations. When all {@link #maxUsers()} are busy, a due iteration is dropped and counted, never
 * queued. {@link #poisson()} makes the starts random, as those of strangers are.
 *
 * <p>Stages that start a number of iterations, {@link #atOnce}, {@link #spread} and {@link #stressPeak}, leave the rate
 * for later stages as it was before them.
 */
public final class OpenLoad implements LoadProfile {

    /** Users that may be busy at once unless a profile says otherwise: 100,000. */
    public static final int DEFAULT_MAX_USERS = 100_000;

    /** A stretch of an open profile. */
    public sealed interface Stage {

        /** Returns its length. */
        Duration duration();

        /** Returns the name that samples of iterations that begin in it are tagged with; null for none. */
        @Nullable
        String name();
    }

    /**
     * A straight line from the rate reached before it.
     *
     * @param rate rate wanted at its end
     * @param duration its length; zero makes a jump
     * @param name its name, if it has one
     * @param level which of the levels of {@link OpenLoad#incrementBy} it belongs to, if to any
     */
    public record Line(
            Rate rate,
            Duration duration,
            @Nullable String name,
            @Nullable Level level) implements Stage {

        /** Makes a line without a name. */
        public Line(Rate rate, Duration duration) {
            this(rate, duration, null, null);
        }
    }

    /**
     * A number of iterations that all start at the same moment.
     *
     * @param count how many
     * @param name its name, if it has one
     */
    public record AtOnce(long count, @Nullable String name) implements Stage {
        @Override
        public Duration duration() {
            return Duration.ZERO;
        }
    }

    /**
     * Straight lines of equal length that follow a curve.
     *
     * @param description the curve in words
     * @param rates the rates at its start, between its lines, and at its end; none if it is impossible
     * @param duration its length
     * @param leaves whether the stages after it begin with its last rate; otherwise with the rate before it
     * @param name its name, if it has one
     * @param mistake why it is impossible and what to do, for the check of the plan; null if it is not
     */
    public record Curve(
            String description,
            List<Rate> rates,
            Duration duration,
            boolean leaves,
            @Nullable String name,
            @Nullable String mistake)
            implements Stage {

        /** Copies the rates. */
        public Curve {
            rates = List.copyOf(rates);
        }
    }

    /**
     * The simplest part of a profile: a straight line, or a number of iterations at one moment.
     *
     * @param from rate at its start
     * @param to rate at its end
     * @param duration its length; zero where iterations start at once
     * @param atOnce iterations that start at its moment; zero for a line
     * @param stage name of the stage it is from, if that has one
     */
    public record Piece(
            Rate from,
            Rate to,
            Duration duration,
            long atOnce,
            @Nullable String stage) {}

    private final Rate startRate;
    private final List<Stage> stages;
    private final int added;
    private final int maxUsers;
    private final boolean poisson;
    private final Duration gracefulStop;
    private final SourceLocation location;

    private OpenLoad(
            Rate startRate,
            List<Stage> stages,
            int added,
            int maxUsers,
            boolean poisson,
            Duration gracefulStop,
            SourceLocation location) {
        this.startRate = startRate;
        this.stages = List.copyOf(stages);
        this.added = added;
        this.maxUsers = maxUsers;
        this.poisson = poisson;
        this.gracefulStop = gracefulStop;
        this.location = location;
    }

    /** Begins a profile with {@code rate} at its first moment. */
    public static Start startingAt(Rate rate) {
        return new Start(given(rate, "rate"), SourceLocation.caller());
    }

    /** Returns the rate at the first moment. */
    public Rate startRate() {
        return startRate;
    }

    /** Returns the stages in their order. */
    public List<Stage> stages() {
        return stages;
    }

    /** Returns the whole profile as straight lines and moments, in their order; jumps lie between them. */
    public List<Piece> pieces() {
        var pieces = new ArrayList<Piece>();
        Rate rate = startRate;
        for (Stage stage : stages) {
            switch (stage) {
                case Line line -> {
                    if (!line.duration().isZero()) {
                        pieces.add(new Piece(rate, line.rate(), line.duration(), 0, line.name()));
                    }
                }
                case AtOnce burst -> pieces.add(new Piece(rate, rate, Duration.ZERO, burst.count(), burst.name()));
                case Curve curve -> Curves.cut(curve, pieces);
            }
            rate = after(stage, rate);
        }
        return pieces;
    }

    private static Rate after(Stage stage, Rate before) {
        return switch (stage) {
            case Line line -> line.rate();
            case AtOnce ignored -> before;
            case Curve curve ->
                curve.leaves() && !curve.rates().isEmpty() ? curve.rates().getLast() : before;
        };
    }

    /** Returns the rate at the end, with which a further stage would begin. */
    public Rate endRate() {
        Rate rate = startRate;
        for (Stage stage : stages) {
            rate = after(stage, rate);
        }
        return rate;
    }

    /** Returns the most users that may be busy at once. */
    public int maxUsers() {
        return maxUsers;
    }

    /** Tells whether the starts are random. */
    public boolean isPoisson() {
        return poisson;
    }

    /**
     * Goes on with a straight line to {@code rate}.
     *
     * @return the ramp, which needs its duration
     */
    public Ramp rampTo(Rate rate) {
        return new Ramp(this, given(rate, "rate"));
    }

    /**
     * Goes on with the rate reached.
     *
     * @param duration length of the stage, positive
     */
    public OpenLoad hold(Duration duration) {
        return with(new Line(endRate(), given(duration, "duration")));
    }

    /**
     * Goes on with no arrivals; stages after it begin with a rate of zero.
     *
     * @param duration length of the stage, positive
     */
    public OpenLoad nothingFor(Duration duration) {
        Rate none = new Rate(0);
        Line nothing = new Line(none, given(duration, "duration"));
        return endRate().equals(none) ? with(nothing) : with(new Line(none, Duration.ZERO), nothing);
    }

    /**
     * Goes on with {@code count} iterations that start at the same moment, and takes no time.
     *
     * @param count positive
     */
    public OpenLoad atOnce(long count) {
        return with(new AtOnce(count, null));
    }

    /**
     * Goes on with {@code count} iterations, spread evenly over a time. The arithmetic of Gatling's {@code rampUsers}.
     *
     * @param count positive
     * @return the stage, which needs its duration
     */
    public Amount spread(long count) {
        return new Amount(this, count, false);
    }

    /**
     * Goes on with {@code count} iterations under a bell: few at first, most in the middle, few in the end, so that
     * their number follows a smooth step. The bell is that of the normal distribution, cut off three standard deviations
     * from its middle; like Gatling's {@code stressPeakUsers}.
     *
     * @param count positive
     * @return the stage, which needs its duration
     */
    public Amount stressPeak(long count) {
        return new Amount(this, count, true);
    }

    /**
     * Goes on with levels, each of them {@code step} above the one before. The first level is the rate reached; where
     * that is zero, it is {@code step}.
     *
     * @param step difference of two levels; negative for steps down
     * @return the steps, which need their number and length
     */
    public Steps<OpenLoad> incrementBy(Rate step) {
        given(step, "step");
        double reached = endRate().perSecond();
        return new Steps<>(
                reached == 0,
                lines -> with(lines.stream()
                        .map(line -> new Line(
                                new Rate(reached + line.steps() * step.perSecond()),
                                line.duration(),
                                null,
                                line.level()))
                        .toArray(Stage[]::new)));
    }

    /**
     * Goes on with a rate that swings around the rate reached, upwards first. A hundred straight lines follow each
     * period of the sine.
     *
     * @param amplitude how far the rate goes above and below the rate reached, which must be at least as high
     * @return the wave, which needs its period, and then its length
     */
    public Wave sine(Rate amplitude) {
        return new Wave(this, given(amplitude, "amplitude"));
    }

    /**
     * Goes on with a rate that is a function of the time since the stage's start. The function is asked at once, at the
     * borders of 10,000 parts of equal length; between them the rate follows straight lines. Whatever is narrower than
     * that is not seen.
     *
     * @param rate rate at a time, from zero to the length of the stage; null, or an exception, is a mistake in the plan
     * @return the stage, which needs its length
     */
    public Following following(Function<Duration, Rate> rate) {
        return new Following(this, given(rate, "rate"));
    }

    /**
     * Names the stage before this call, or all stages that the call before this one added. The name is the tag
     * {@code stage} of all samples of iterations that began in it, for thresholds such as
     * {@code http_req_duration{stage:peak}: p(95) < 300ms}. Stages may share a name.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public OpenLoad named(String name) {
        Durations.requireName(given(name, "name"));
        var renamed = new ArrayList<>(stages);
        for (int i = stages.size() - added; i < stages.size(); i++) {
            renamed.set(
                    i,
                    switch (stages.get(i)) {
                        case Line line -> new Line(line.rate(), line.duration(), name, line.level());
                        case AtOnce burst -> new AtOnce(burst.count(), name);
                        case Curve curve ->
                            new Curve(
                                    curve.description(),
                                    curve.rates(),
                                    curve.duration(),
                                    curve.leaves(),
                                    name,
                                    curve.mistake());
                    });
        }
        return reshaped(startRate, renamed, added);
    }

    /**
     * Makes the starts a Poisson process: independent of each other, as if strangers arrived, with the profile's rate.
     * The number of starts is then random, with the area under the rate as its mean and variance; they follow from the
     * plan's seed. Iterations of {@link #atOnce} stay at their moment.
     */
    public OpenLoad poisson() {
        return new OpenLoad(startRate, stages, added, maxUsers, true, gracefulStop, location);
    }

    /**
     * Sets the most users that may be busy at once; an iteration that is due while all are busy is dropped.
     *
     * @param limit positive; 100,000 unless set
     */
    public OpenLoad maxUsers(int limit) {
        return new OpenLoad(startRate, stages, added, limit, poisson, gracefulStop, location);
    }

    /**
     * Sets how long iterations may run on after the last stage before they are interrupted and counted as such.
     *
     * @param limit not negative; 30 s unless set
     */
    public OpenLoad gracefulStop(Duration limit) {
        return new OpenLoad(startRate, stages, added, maxUsers, poisson, given(limit, "limit"), location);
    }

    @Override
    public Duration duration() {
        return stages.stream().map(Stage::duration).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public Duration gracefulStop() {
        return gracefulStop;
    }

    /** Returns the highest rate of any stage, in arrivals per second; iterations that start at once have none. */
    @Override
    public double peak() {
        double peak = startRate.perSecond();
        for (Stage stage : stages) {
            double highest = switch (stage) {
                case Line line -> line.rate().perSecond();
                case AtOnce ignored -> 0;
                case Curve curve ->
                    curve.rates().stream().mapToDouble(Rate::perSecond).max().orElse(0);
            };
            peak = Math.max(peak, highest);
        }
        return peak;
    }

    @Override
    public OpenLoad scaledBy(double factor) {
        return reshaped(
                startRate.times(factor),
                stages.stream().map(stage -> scaled(stage, factor)).toList(),
                added);
    }

    private static Stage scaled(Stage stage, double factor) {
        return switch (stage) {
            case Line line -> new Line(line.rate().times(factor), line.duration(), line.name(), line.level());
            case AtOnce burst ->
                burst.count() <= 0 ? burst : new AtOnce(Math.max(1, Math.round(burst.count() * factor)), burst.name());
            case Curve curve -> Curves.scaled(curve, factor);
        };
    }

    @Override
    public OpenLoad stretchedBy(double factor) {
        return reshaped(
                startRate,
                stages.stream().map(stage -> stretched(stage, factor)).toList(),
                added);
    }

    private static Stage stretched(Stage stage, double factor) {
        return switch (stage) {
            case Line line ->
                new Line(line.rate(), Durations.times(line.duration(), factor), line.name(), line.level());
            case AtOnce burst -> burst;
            case Curve curve -> Curves.stretched(curve, factor);
        };
    }

    @Override
    public SourceLocation location() {
        return location;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("open load: ").append(startRate);
        Rate before = startRate;
        for (Stage stage : stages) {
            text.append(", ")
                    .append(
                            switch (stage) {
                                case Line line -> describe(line, before);
                                case AtOnce burst -> burst.count() + " at once";
                                case Curve curve -> curve.description() + " over " + DurationText.of(curve.duration());
                            });
            if (stage.name() != null) {
                text.append(" (").append(stage.name()).append(')');
            }
            before = after(stage, before);
        }
        return text.append(poisson ? ", Poisson arrivals" : "").toString();
    }

    private static String describe(Line line, Rate before) {
        if (line.rate().equals(before)) {
            return "hold " + DurationText.of(line.duration());
        }
        return line.duration().isZero()
                ? "jump to " + line.rate()
                : "ramp to " + line.rate() + " over " + DurationText.of(line.duration());
    }

    OpenLoad reshaped(Rate start, List<? extends Stage> shape, int addedLast) {
        return new OpenLoad(start, List.copyOf(shape), addedLast, maxUsers, poisson, gracefulStop, location);
    }

    private OpenLoad with(Stage... more) {
        var longer = new ArrayList<>(stages);
        longer.addAll(List.of(more));
        return reshaped(startRate, longer, more.length);
    }

    /** The beginning of an open profile, which needs a first stage. */
    public static final class Start {
        private final OpenLoad empty;

        private Start(Rate rate, SourceLocation location) {
            this.empty = new OpenLoad(rate, List.of(), 0, DEFAULT_MAX_USERS, false, DEFAULT_GRACEFUL_STOP, location);
        }

        /**
         * Keeps the rate for {@code duration}.
         *
         * @param duration length of the stage, positive
         */
        public OpenLoad during(Duration duration) {
            return empty.hold(duration);
        }

        /** Begins with a straight line to {@code rate}. */
        public Ramp rampTo(Rate rate) {
            return empty.rampTo(rate);
        }

        /** Begins with no arrivals for {@code duration}; see {@link OpenLoad#nothingFor}. */
        public OpenLoad nothingFor(Duration duration) {
            return empty.nothingFor(duration);
        }

        /** Begins with {@code count} iterations at the same moment; see {@link OpenLoad#atOnce}. */
        public OpenLoad atOnce(long count) {
            return empty.atOnce(count);
        }

        /** Begins with {@code count} iterations, spread evenly over a time; see {@link OpenLoad#spread}. */
        public Amount spread(long count) {
            return empty.spread(count);
        }

        /** Begins with {@code count} iterations under a bell; see {@link OpenLoad#stressPeak}. */
        public Amount stressPeak(long count) {
            return empty.stressPeak(count);
        }

        /** Begins with levels, each {@code step} above the one before; see {@link OpenLoad#incrementBy}. */
        public Steps<OpenLoad> incrementBy(Rate step) {
            return empty.incrementBy(step);
        }

        /** Begins with a rate that swings around the first one; see {@link OpenLoad#sine}. */
        public Wave sine(Rate amplitude) {
            return empty.sine(amplitude);
        }

        /** Begins with a rate that is a function of time; see {@link OpenLoad#following}. */
        public Following following(Function<Duration, Rate> rate) {
            return empty.following(rate);
        }
    }

    /** A change of the rate that needs its duration. */
    public static final class Ramp {
        private final OpenLoad before;
        private final Rate rate;

        private Ramp(OpenLoad before, Rate rate) {
            this.before = before;
            this.rate = rate;
        }

        /**
         * Sets how long the change takes.
         *
         * @param duration length of the stage; zero makes a jump
         */
        public OpenLoad over(Duration duration) {
            return before.with(new Line(rate, given(duration, "duration")));
        }
    }

    /** A number of iterations that needs the time over which they start. */
    public static final class Amount {
        private final OpenLoad before;
        private final long count;
        private final boolean bell;

        private Amount(OpenLoad before, long count, boolean bell) {
            this.before = before;
            this.count = count;
            this.bell = bell;
        }

        /**
         * Sets how long their starts take.
         *
         * @param duration length of the stage; zero starts all at once
         */
        public OpenLoad over(Duration duration) {
            if (given(duration, "duration").isZero() && count > 0) {
                return before.atOnce(count);
            }
            return before.with(bell ? Curves.bell(count, duration) : Curves.even(count, duration));
        }
    }

    /** A rate that swings, which needs its period. */
    public static final class Wave {
        private final OpenLoad before;
        private final Rate amplitude;

        private Wave(OpenLoad before, Rate amplitude) {
            this.before = before;
            this.amplitude = amplitude;
        }

        /**
         * Sets the time from one high point to the next.
         *
         * @return the wave, which needs its length
         * @throws IllegalArgumentException if it is not positive
         */
        public Swing period(Duration time) {
            return new Swing(before, amplitude, Durations.requirePositive("period of the sine", given(time, "time")));
        }
    }

    /** A rate that swings with a period, which needs its length. */
    public static final class Swing {
        private final OpenLoad before;
        private final Rate amplitude;
        private final Duration period;

        private Swing(OpenLoad before, Rate amplitude, Duration period) {
            this.before = before;
            this.amplitude = amplitude;
            this.period = period;
        }

        /**
         * Sets how long the rate swings.
         *
         * @param duration length of the stage, positive, at most 10,000 periods
         * @throws IllegalArgumentException if the length is more than 10,000 periods
         */
        public OpenLoad over(Duration duration) {
            return before.with(Curves.sine(before.endRate(), amplitude, period, given(duration, "duration")));
        }
    }

    /** A rate that is a function of time, which needs its length. */
    public static final class Following {
        private final OpenLoad before;
        private final Function<Duration, Rate> rate;

        private Following(OpenLoad before, Function<Duration, Rate> rate) {
            this.before = before;
            this.rate = rate;
        }

        /**
         * Sets for how long the rate follows the function, and asks the function for all its rates.
         *
         * @param duration length of the stage, positive
         */
        public OpenLoad over(Duration duration) {
            return before.with(Curves.following(rate, given(duration, "duration")));
        }
    }
}
