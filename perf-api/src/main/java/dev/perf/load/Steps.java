package dev.perf.load;

import static dev.perf.source.Given.given;

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

    private static final int MOST_LEVELS = 10_000;

    /**
     * A straight line to a level.
     *
     * @param steps how many steps it is above the level reached before
     * @param duration length of the line; zero makes a jump
     * @param level which of the levels it leads to or holds
     */
    record Line(int steps, Duration duration, Level level) {}

    private final boolean fromNothing;
    private final Function<List<Line>, P> profile;

    /**
     * Creates steps of no number and length.
     *
     * @param fromNothing whether the level reached before is zero, so that the first is a step above it
     * @param profile makes the profile of lines
     */
    Steps(boolean fromNothing, Function<List<Line>, P> profile) {
        this.fromNothing = fromNothing;
        this.profile = profile;
    }

    /**
     * Sets the number of levels.
     *
     * @return the levels, which need their length
     * @throws IllegalArgumentException if it is not from 1 to 10,000
     */
    public Levels<P> times(int number) {
        if (number < 1 || number > MOST_LEVELS) {
            throw new IllegalArgumentException("times(n): number of levels must be from 1 to 10,000, got " + number);
        }
        return new Levels<>(this, number, Duration.ZERO);
    }

    /**
     * A number of levels that need their length.
     *
     * @param <P> what they make: an {@link OpenLoad} or a {@link ClosedLoad}
     */
    public static final class Levels<P extends LoadProfile> {
        private final Steps<P> steps;
        private final int number;
        private final Duration ramps;

        private Levels(Steps<P> steps, int number, Duration ramps) {
            this.steps = steps;
            this.number = number;
            this.ramps = ramps;
        }

        /** Puts a straight line of {@code length} between two levels, and before the first where that is not reached. */
        public Levels<P> separatedByRampsLasting(Duration length) {
            return new Levels<>(steps, number, given(length, "length"));
        }

        /**
         * Sets how long each level is held.
         *
         * @param length positive
         */
        public P eachLevelLasting(Duration length) {
            given(length, "length");
            int first = steps.fromNothing ? 1 : 0;
            var lines = new ArrayList<Line>();
            for (int i = 0; i < number; i++) {
                Level level = new Level(i + 1, number);
                if (first + i > 0) {
                    lines.add(new Line(first + i, ramps, level));
                }
                lines.add(new Line(first + i, length, level));
            }
            return steps.profile.apply(lines);
        }
    }
}
