package dev.perf.load;

import dev.perf.source.SourceLocation;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Iterations that start at a rate, however long they take.
 *
 * <p>Open model: a slow target does not slow arrivals. Each arrival is a fresh virtual user with a fresh session. The
 * starts are spaced evenly under the rate's curve and computed from the run's start, so they do not drift: the k-th
 * start lies where the area under the curve reaches {@code k - 0.5}, and a profile whose area is {@code n} starts
 * {@code round(n)} iterations. When all {@link #maxUsers()} are busy, a due iteration is dropped and counted, never
 * queued.
 */
public final class OpenLoad implements LoadProfile {

    /** Users that may be busy at once unless a profile says otherwise: 100,000. */
    public static final int DEFAULT_MAX_USERS = 100_000;

    /**
     * A stretch of an open profile.
     *
     * @param rate rate wanted at its end, reached on a straight line from the one at its start
     * @param duration its length; zero makes a jump
     */
    public record Stage(Rate rate, Duration duration) {}

    private final Rate startRate;
    private final List<Stage> stages;
    private final int maxUsers;
    private final Duration gracefulStop;
    private final SourceLocation location;

    private OpenLoad(Rate startRate, List<Stage> stages, int maxUsers, Duration gracefulStop, SourceLocation location) {
        this.startRate = startRate;
        this.stages = List.copyOf(stages);
        this.maxUsers = maxUsers;
        this.gracefulStop = gracefulStop;
        this.location = location;
    }

    /** Begins a profile with {@code rate} at its first moment. */
    public static Start startingAt(Rate rate) {
        return new Start(rate, SourceLocation.caller());
    }

    /** Returns the rate at the first moment. */
    public Rate startRate() {
        return startRate;
    }

    /** Returns the stages in their order. */
    public List<Stage> stages() {
        return stages;
    }

    /** Returns the most users that may be busy at once. */
    public int maxUsers() {
        return maxUsers;
    }

    /**
     * Goes on with a straight line to {@code rate}.
     *
     * @return the ramp, which needs its duration
     */
    public Ramp rampTo(Rate rate) {
        return new Ramp(this, rate);
    }

    /**
     * Goes on with the rate reached.
     *
     * @param duration length of the stage, positive
     */
    public OpenLoad hold(Duration duration) {
        return with(new Stage(stages.isEmpty() ? startRate : stages.getLast().rate(), duration));
    }

    /**
     * Sets the most users that may be busy at once; an iteration that is due while all are busy is dropped.
     *
     * @param limit positive; 100,000 unless set
     */
    public OpenLoad maxUsers(int limit) {
        return new OpenLoad(startRate, stages, limit, gracefulStop, location);
    }

    /**
     * Sets how long iterations may run on after the last stage before they are interrupted and counted as such.
     *
     * @param limit not negative; 30 s unless set
     */
    public OpenLoad gracefulStop(Duration limit) {
        return new OpenLoad(startRate, stages, maxUsers, limit, location);
    }

    @Override
    public Duration duration() {
        return stages.stream().map(Stage::duration).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public Duration gracefulStop() {
        return gracefulStop;
    }

    @Override
    public double peak() {
        return Math.max(
                startRate.perSecond(),
                stages.stream()
                        .mapToDouble(stage -> stage.rate().perSecond())
                        .max()
                        .orElse(0));
    }

    @Override
    public OpenLoad scaledBy(double factor) {
        return reshaped(
                startRate.times(factor),
                stages.stream()
                        .map(stage -> new Stage(stage.rate().times(factor), stage.duration()))
                        .toList());
    }

    @Override
    public OpenLoad stretchedBy(double factor) {
        return reshaped(
                startRate,
                stages.stream()
                        .map(stage -> new Stage(stage.rate(), Durations.times(stage.duration(), factor)))
                        .toList());
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
            text.append(stage.rate().equals(before) ? ", hold " : ", ramp to " + stage.rate() + " over ")
                    .append(DurationText.of(stage.duration()));
            before = stage.rate();
        }
        return text.toString();
    }

    OpenLoad reshaped(Rate start, List<Stage> shape) {
        return new OpenLoad(start, shape, maxUsers, gracefulStop, location);
    }

    private OpenLoad with(Stage stage) {
        var longer = new ArrayList<>(stages);
        longer.add(stage);
        return reshaped(startRate, longer);
    }

    /** The beginning of an open profile, which needs a first stage. */
    public static final class Start {
        private final OpenLoad empty;

        private Start(Rate rate, SourceLocation location) {
            this.empty = new OpenLoad(rate, List.of(), DEFAULT_MAX_USERS, DEFAULT_GRACEFUL_STOP, location);
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
            return before.with(new Stage(rate, duration));
        }
    }
}
