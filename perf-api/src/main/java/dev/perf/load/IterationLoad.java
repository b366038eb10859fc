package dev.perf.load;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;

/**
 * A set number of virtual users that go through a set number of iterations, and then end.
 *
 * <p>Closed model: a user starts its next iteration when the last one has ended, and keeps session, cookies and
 * connections. All users start at once. The load has no length of its own: it lasts as long as its iterations take, up
 * to {@link #maxDuration()}. Iterations that have not begun by then are dropped and counted. The arithmetic is that of
 * k6's {@code per-vu-iterations} and {@code shared-iterations}.
 */
public final class IterationLoad implements LoadProfile {

    /** The longest that a load lasts unless it says otherwise: 10 minutes. */
    public static final Duration DEFAULT_MAX_DURATION = Duration.ofMinutes(10);

    private final int users;
    private final long iterations;
    private final boolean shared;
    private final Duration maxDuration;
    private final Duration gracefulStop;
    private final SourceLocation location;

    IterationLoad(int users, long iterations, boolean shared, SourceLocation location) {
        this(users, iterations, shared, DEFAULT_MAX_DURATION, DEFAULT_GRACEFUL_STOP, location);
    }

    private IterationLoad(
            int users,
            long iterations,
            boolean shared,
            Duration maxDuration,
            Duration gracefulStop,
            SourceLocation location) {
        this.users = users;
        this.iterations = iterations;
        this.shared = shared;
        this.maxDuration = maxDuration;
        this.gracefulStop = gracefulStop;
        this.location = location;
    }

    /** Returns the number of users. */
    public int users() {
        return users;
    }

    /** Returns the number of iterations of each user, or, where they are shared, of all together. */
    public long iterations() {
        return iterations;
    }

    /** Tells whether the users share their iterations, so that a fast one goes through more of them. */
    public boolean isShared() {
        return shared;
    }

    /** Returns this load with other numbers of users and {@link #iterations()}. */
    public IterationLoad with(int otherUsers, long otherIterations) {
        return new IterationLoad(otherUsers, otherIterations, shared, maxDuration, gracefulStop, location);
    }

    /** Returns the number of iterations of all users together. */
    public long total() {
        return shared ? iterations : users * iterations;
    }

    /** Returns the time after which no iteration begins any more. */
    public Duration maxDuration() {
        return maxDuration;
    }

    /**
     * Sets the time after which no iteration begins any more; those that have not begun are dropped and counted.
     *
     * @param limit positive; 10 minutes unless set
     */
    public IterationLoad maxDuration(Duration limit) {
        return new IterationLoad(users, iterations, shared, given(limit, "limit"), gracefulStop, location);
    }

    /**
     * Sets how long iterations may run on after {@link #maxDuration()} before they are interrupted and counted as such.
     *
     * @param limit not negative; 30 s unless set
     */
    public IterationLoad gracefulStop(Duration limit) {
        return new IterationLoad(users, iterations, shared, maxDuration, given(limit, "limit"), location);
    }

    /** Returns {@link #maxDuration()}, for nobody knows how long the iterations will take. */
    @Override
    public Duration duration() {
        return maxDuration;
    }

    @Override
    public Duration gracefulStop() {
        return gracefulStop;
    }

    /** Returns the number of users. */
    @Override
    public double peak() {
        return users;
    }

    /** Returns a load with {@code factor} times as many users; iterations of each, or of all if shared, stay as many. */
    @Override
    public IterationLoad scaledBy(double factor) {
        int scaled = users <= 0 ? users : Math.max(1, (int) Math.round(users * factor));
        return new IterationLoad(scaled, iterations, shared, maxDuration, gracefulStop, location);
    }

    /** Returns this load: it lasts as long as its iterations take. */
    @Override
    public IterationLoad stretchedBy(double factor) {
        return this;
    }

    @Override
    public SourceLocation location() {
        return location;
    }

    @Override
    public String toString() {
        return "closed load: " + Figures.count(users, "user") + ", " + Figures.count(iterations, "iteration")
                + (shared ? " shared" : " each")
                + ", at most " + DurationText.of(maxDuration);
    }
}
