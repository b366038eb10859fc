package dev.perf.load;

import dev.perf.source.SourceLocation;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
     */
    public record Stage(int users, Duration duration) {}

    private final int startUsers;
    private final List<Stage> stages;
    private final Duration gracefulStop;
    private final Duration gracefulRampDown;
    private final SourceLocation location;

    private ClosedLoad(
            int startUsers,
            List<Stage> stages,
            Duration gracefulStop,
            Duration gracefulRampDown,
            SourceLocation location) {
        this.startUsers = startUsers;
        this.stages = List.copyOf(stages);
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
        return with(new Stage(stages.isEmpty() ? startUsers : stages.getLast().users(), duration));
    }

    /**
     * Sets how long iterations may run on after the last stage before they are interrupted and counted as such.
     *
     * @param limit not negative; 30 s unless set
     */
    public ClosedLoad gracefulStop(Duration limit) {
        return new ClosedLoad(startUsers, stages, limit, gracefulRampDown, location);
    }

    /**
     * Sets how long the iteration of a user that a falling ramp takes away may run on before it is interrupted.
     *
     * @param limit not negative; 30 s unless set
     */
    public ClosedLoad gracefulRampDown(Duration limit) {
        return new ClosedLoad(startUsers, stages, gracefulStop, limit, location);
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
                        .map(stage -> new Stage(scaled(stage.users(), factor), stage.duration()))
                        .toList());
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
                        .map(stage -> new Stage(stage.users(), Durations.times(stage.duration(), factor)))
                        .toList());
    }

    @Override
    public SourceLocation location() {
        return location;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("closed load: ").append(startUsers).append(" users");
        int before = startUsers;
        for (Stage stage : stages) {
            text.append(stage.users() == before ? ", hold " : ", ramp to " + stage.users() + " over ")
                    .append(DurationText.of(stage.duration()));
            before = stage.users();
        }
        return text.toString();
    }

    ClosedLoad reshaped(int start, List<Stage> shape) {
        return new ClosedLoad(start, shape, gracefulStop, gracefulRampDown, location);
    }

    private ClosedLoad with(Stage stage) {
        var longer = new ArrayList<>(stages);
        longer.add(stage);
        return reshaped(startUsers, longer);
    }

    /** The beginning of a closed profile, which needs a first stage. */
    public static final class Start {
        private final ClosedLoad empty;

        private Start(int users, SourceLocation location) {
            this.empty = new ClosedLoad(users, List.of(), DEFAULT_GRACEFUL_STOP, DEFAULT_GRACEFUL_STOP, location);
        }

        /**
         * Keeps the users for {@code duration}.
         *
         * @param duration length of the stage, positive
         */
        public ClosedLoad during(Duration duration) {
            return empty.hold(duration);
        }

        /** Begins with a straight line to {@code users}. */
        public Ramp rampTo(int users) {
            return empty.rampTo(users);
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
            return before.with(new Stage(users, duration));
        }
    }
}
