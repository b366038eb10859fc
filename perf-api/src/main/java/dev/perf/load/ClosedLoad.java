package dev.perf.load;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set number of virtual users, each of which repeats its scenario.
 *
 * <p>Closed model: a user starts its next iteration when the last one has ended, so a slow target receives fewer
 * requests. Users keep session, cookies and connections from iteration to iteration.
 *
 * <pre>{@code
 *   users                    users(0).rampTo(100).over(m2).hold(m5).rampTo(0).over(m2)
 *    100      ____________
 *           /              \
 *     0   /                  \
 *        0   2            7   9 min
 * }</pre>
 *
 * <p>The number of users follows the line downwards-rounded while it rises and upwards-rounded while it falls, so a
 * ramp from 0 to 10 over 10 s starts a user at the end of each second. A user whose number is no longer wanted ends
 * after its iteration, within {@link #gracefulRampDown()}.
 */
public final class ClosedLoad implements LoadProfile {

    /**
     * A stretch of a closed profile.
     *
     * @param users users wanted at its end, reached on a straight line from those at its start
     * @param duration its length; zero makes a jump
     * @param name name that samples of iterations that begin in it are tagged with, if it has one
     * @param level which of the levels of {@link ClosedLoad#incrementBy} it belongs to, if to any
     */
    public record Stage(
            int users,
            Duration duration,
            @Nullable String name,
            @Nullable Level level) {

        /** Makes a stage without a name. */
        public Stage(int users, Duration duration) {
            this(users, duration, null, null);
        }
    }

    private final int startUsers;
    private final List<Stage> stages;
    private final int added;
    private final Duration gracefulStop;
    private final Duration gracefulRampDown;
    private final SourceLocation location;

    private ClosedLoad(
            int startUsers,
            List<Stage> stages,
            int added,
            Duration gracefulStop,
            Duration gracefulRampDown,
            SourceLocation location) {
        this.startUsers = startUsers;
        this.stages = List.copyOf(stages);
        this.added = added;
        this.gracefulStop = gracefulStop;
        this.gracefulRampDown = gracefulRampDown;
        this.location = location;
    }

    /** Begins a profile with {@code users} at its first moment. */
    public static Start startingWith(int users) {
        return new Start(users, SourceLocation.caller());
    }

    /** Returns the users wanted at the first moment. */
    public int startUsers() {
        return startUsers;
    }

    /** Returns the stages in their order. */
    public List<Stage> stages() {
        return stages;
    }

    /**
     * Goes on with a straight line to {@code users}.
     *
     * @return the ramp, which needs its duration
     */
    public Ramp rampTo(int users) {
        return new Ramp(this, users);
    }

    /**
     * Goes on with the number of users reached.
     *
     * @param duration length of the stage, positive
     */
    public ClosedLoad hold(Duration duration) {
        return with(new Stage(reached(), given(duration, "duration")));
    }

    private int reached() {
        return stages.isEmpty() ? startUsers : stages.getLast().users();
    }

    /**
     * Goes on with levels, each of them {@code step} above the one before. The first level is the number of users
     * reached; where that is zero, it is {@code step}. The arithmetic of Gatling's {@code incrementConcurrentUsers}.
     *
     * @param step difference of two levels; negative for steps down
     * @return the steps, which need their number and length
     */
    public Steps<ClosedLoad> incrementBy(int step) {
        int reached = reached();
        return new Steps<>(
                reached == 0,
                lines -> with(lines.stream()
                        .map(line -> new Stage(level(reached, line.steps(), step), line.duration(), null, line.level()))
                        .toArray(Stage[]::new)));
    }

    private static int level(int reached, int steps, int step) {
        return Math.clamp(reached + (long) steps * step, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * Names the stage before this call, or all stages that the call before this one added. The name is the tag
     * {@code stage} of all samples of iterations that began in it, for thresholds such as
     * {@code http_req_duration{stage:peak}: p(95) < 300ms}. Stages may share a name.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public ClosedLoad named(String name) {
        Durations.requireName(given(name, "name"));
        var renamed = new ArrayList<>(stages);
        for (int i = stages.size() - added; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            renamed.set(i, new Stage(stage.users(), stage.duration(), name, stage.level()));
        }
        return reshaped(startUsers, renamed, added);
    }

    /**
     * Sets how long iterations may run on after the last stage before they are interrupted and counted as such.
     *
     * @param limit not negative; 30 s unless set
     */
    public ClosedLoad gracefulStop(Duration limit) {
        return new ClosedLoad(startUsers, stages, added, given(limit, "limit"), gracefulRampDown, location);
    }

    /**
     * Sets how long the iteration of a user that a falling ramp takes away may run on before it is interrupted.
     *
     * @param limit not negative; 30 s unless set
     */
    public ClosedLoad gracefulRampDown(Duration limit) {
        return new ClosedLoad(startUsers, stages, added, gracefulStop, given(limit, "limit"), location);
    }

    /** Returns how long the iteration of a user that a falling ramp takes away may run on. */
    public Duration gracefulRampDown() {
        return gracefulRampDown;
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
        return Math.max(startUsers, stages.stream().mapToInt(Stage::users).max().orElse(0));
    }

    @Override
    public ClosedLoad scaledBy(double factor) {
        return reshaped(
                scaled(startUsers, factor),
                stages.stream()
                        .map(stage ->
                                new Stage(scaled(stage.users(), factor), stage.duration(), stage.name(), stage.level()))
                        .toList(),
                added);
    }

    /** Some users stay some: a profile scaled down must not lose a scenario. */
    private static int scaled(int users, double factor) {
        return users <= 0 ? users : Math.max(1, (int) Math.round(users * factor));
    }

    @Override
    public ClosedLoad stretchedBy(double factor) {
        return reshaped(
                startUsers,
                stages.stream()
                        .map(stage -> new Stage(
                                stage.users(), Durations.times(stage.duration(), factor), stage.name(), stage.level()))
                        .toList(),
                added);
    }

    @Override
    public SourceLocation location() {
        return location;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("closed load: ").append(Figures.count(startUsers, "user"));
        int before = startUsers;
        for (Stage stage : stages) {
            text.append(", ").append(describe(stage, before));
            if (stage.name() != null) {
                text.append(" (").append(stage.name()).append(')');
            }
            before = stage.users();
        }
        return text.toString();
    }

    private static String describe(Stage stage, int before) {
        if (stage.users() == before) {
            return "hold " + DurationText.of(stage.duration());
        }
        return stage.duration().isZero()
                ? "jump to " + stage.users()
                : "ramp to " + stage.users() + " over " + DurationText.of(stage.duration());
    }

    ClosedLoad reshaped(int start, List<Stage> shape, int addedLast) {
        return new ClosedLoad(start, shape, addedLast, gracefulStop, gracefulRampDown, location);
    }

    private ClosedLoad with(Stage... more) {
        var longer = new ArrayList<>(stages);
        longer.addAll(List.of(more));
        return reshaped(startUsers, longer, more.length);
    }

    /** The beginning of a closed profile, which needs a first stage or a number of iterations. */
    public static final class Start {
        private final ClosedLoad empty;

        private Start(int users, SourceLocation location) {
            this.empty = new ClosedLoad(users, List.of(), 0, DEFAULT_GRACEFUL_STOP, DEFAULT_GRACEFUL_STOP, location);
        }

        /**
         * Keeps the users for {@code duration}.
         *
         * @param duration length of the stage, positive
         */
        public ClosedLoad during(Duration duration) {
            return empty.hold(duration);
        }

        /**
         * Has each of the users go through {@code count} iterations, however long they take.
         *
         * @param count positive
         */
        public IterationLoad iterations(long count) {
            return new IterationLoad(empty.startUsers, count, false, empty.location);
        }

        /**
         * Has the users go through {@code count} iterations all together, however long they take: whoever is free
         * begins the next.
         *
         * @param count positive
         */
        public IterationLoad sharedIterations(long count) {
            return new IterationLoad(empty.startUsers, count, true, empty.location);
        }

        /** Begins with a straight line to {@code users}. */
        public Ramp rampTo(int users) {
            return empty.rampTo(users);
        }

        /** Begins with levels, each {@code step} users above the one before; see {@link ClosedLoad#incrementBy}. */
        public Steps<ClosedLoad> incrementBy(int step) {
            return empty.incrementBy(step);
        }
    }

    /** A change of the number of users that needs its duration. */
    public static final class Ramp {
        private final ClosedLoad before;
        private final int users;

        private Ramp(ClosedLoad before, int users) {
            this.before = before;
            this.users = users;
        }

        /**
         * Sets how long the change takes.
         *
         * @param duration length of the stage; zero makes a jump
         */
        public ClosedLoad over(Duration duration) {
            return before.with(new Stage(users, given(duration, "duration")));
        }
    }
}
