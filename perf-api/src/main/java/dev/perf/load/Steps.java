package dev.perf.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Levels of a load one above the other, which need their number and length:
 * {@code incrementBy(...).times(5).eachLevelLasting(ofMinutes(1))}.
 *
 * @param <P> what they make: an {@link OpenLoad} or a {@link ClosedLoad}
 */
public final class Steps<P extends LoadProfile> {

    /**
     * A straight line to a level.
     *
     * @param steps how many steps it is above the level reached before
     * @param duration length of the line; zero makes a jump
     */
    record Line(int steps, Duration duration) {}

    private final boolean fromNothing;
    private final int levels;
    private final Duration ramps;
    private final Function<List<Line>, P> profile;

    /**
     * Creates steps of no number and length.
     *
     * @param fromNothing whether the level reached before is zero, so that the first is a step above it
     * @param profile makes the profile of lines
     */
    Steps(boolean fromNothing, Function<List<Line>, P> profile) {
        this(fromNothing, 0, Duration.ZERO, profile);
    }

    private Steps(boolean fromNothing, int levels, Duration ramps, Function<List<Line>, P> profile) {
        this.fromNothing = fromNothing;
        this.levels = levels;
        this.ramps = ramps;
        this.profile = profile;
    }

    /**
     * Sets the number of levels.
     *
     * @throws IllegalArgumentException if it is not from 1 to 10,000
     */
    public Steps<P> times(int number) {
        return new Steps<>(fromNothing, Durations.requireLevels(number), ramps, profile);
    }

    /** Puts a straight line of {@code length} between two levels, and before the first where that is not reached. */
    public Steps<P> separatedByRampsLasting(Duration length) {
        return new Steps<>(fromNothing, levels, length, profile);
    }

    /**
     * Sets how long each level is held.
     *
     * @param length positive
     * @throws IllegalArgumentException if the number of levels was not set
     */
    public P eachLevelLasting(Duration length) {
        Durations.requireLevels(levels);
        int first = fromNothing ? 1 : 0;
        var lines = new ArrayList<Line>();
        for (int steps = first; steps < first + levels; steps++) {
            if (steps > 0) {
                lines.add(new Line(steps, ramps));
            }
            lines.add(new Line(steps, length));
        }
        return profile.apply(lines);
    }
}
