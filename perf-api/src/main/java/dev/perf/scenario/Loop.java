package dev.perf.scenario;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Does its steps several times. {@link #indexedBy} puts the number of the pass into the session.
 *
 * <p>Each loop sees a stop of its user's iteration, also where its passes wait for nothing.
 */
public sealed interface Loop extends Step
        permits Loop.Times, Loop.AsLongAs, Loop.DoWhile, Loop.During, Loop.ForEach, Loop.Forever, Loop.Poll {

    /** Returns the session key of the number of the pass under way; null where it is not wanted. */
    @Nullable
    String index();

    /** Returns this loop, which puts the number of each pass, an Integer from 0, into the session before it. */
    Loop indexedBy(String key);

    /** A set number of passes. */
    record Times(int times, @Nullable String index, List<Step> parts, SourceLocation location) implements Loop {
        public Times {
            parts = List.copyOf(parts);
        }

        @Override
        public Times indexedBy(String key) {
            return new Times(times, given(key, "key"), parts, location);
        }
    }

    /** Passes as long as a condition holds before them. */
    record AsLongAs(Predicate<Session> condition, @Nullable String index, List<Step> parts, SourceLocation location)
            implements Loop {
        public AsLongAs {
            parts = List.copyOf(parts);
        }

        @Override
        public AsLongAs indexedBy(String key) {
            return new AsLongAs(condition, given(key, "key"), parts, location);
        }
    }

    /** A pass, and further ones as long as a condition holds after them. */
    record DoWhile(Predicate<Session> condition, @Nullable String index, List<Step> parts, SourceLocation location)
            implements Loop {
        public DoWhile {
            parts = List.copyOf(parts);
        }

        @Override
        public DoWhile indexedBy(String key) {
            return new DoWhile(condition, given(key, "key"), parts, location);
        }
    }

    /** Passes until a time has passed; the last one is ended, not cut. */
    record During(Duration time, @Nullable String index, List<Step> parts, SourceLocation location) implements Loop {
        public During {
            parts = List.copyOf(parts);
        }

        @Override
        public During indexedBy(String key) {
            return new During(time, given(key, "key"), parts, location);
        }
    }

    /**
     * A pass for each of several items.
     *
     * @param items what is gone over
     * @param item session key of the item of the pass under way
     */
    record ForEach(Items items, String item, @Nullable String index, List<Step> parts, SourceLocation location)
            implements Loop {
        public ForEach {
            parts = List.copyOf(parts);
        }

        @Override
        public ForEach indexedBy(String key) {
            return new ForEach(items, item, given(key, "key"), parts, location);
        }
    }

    /**
     * Passes until the user is to begin no further iteration: the load or its ramp ends, or is stopped. The last pass is
     * ended then, and the iteration goes on behind the loop.
     */
    record Forever(@Nullable String index, List<Step> parts, SourceLocation location) implements Loop {
        public Forever {
            parts = List.copyOf(parts);
        }

        @Override
        public Forever indexedBy(String key) {
            return new Forever(given(key, "key"), parts, location);
        }
    }

    /**
     * Passes until a condition holds after one; where it does not in time, the iteration fails and goes on behind the
     * loop. The last pass begins when the time is over.
     *
     * @param every from the beginning of one pass to that of the next; a pass that takes longer is followed at once
     * @param most how long to go on; positive
     */
    record Poll(
            Predicate<Session> condition,
            Duration every,
            Duration most,
            @Nullable String index,
            List<Step> parts,
            SourceLocation location)
            implements Loop {

        /** How far apart passes begin unless a step says otherwise: 1 s. */
        public static final Duration DEFAULT_EVERY = Duration.ofSeconds(1);

        /** How long a step goes on unless it says otherwise: 30 s. */
        public static final Duration DEFAULT_MOST = Duration.ofSeconds(30);

        public Poll {
            parts = List.copyOf(parts);
        }

        /** Returns this step with passes that begin that far apart; positive, 1 s unless set. */
        public Poll every(Duration time) {
            return new Poll(condition, given(time, "time"), most, index, parts, location);
        }

        /** Returns this step with another time after which it gives up; positive, 30 s unless set. */
        public Poll atMost(Duration time) {
            return new Poll(condition, every, given(time, "time"), index, parts, location);
        }

        @Override
        public Poll indexedBy(String key) {
            return new Poll(condition, every, most, given(key, "key"), parts, location);
        }
    }

    /** Where a loop takes its items from. */
    sealed interface Items {

        /** The value of a session key: an Iterable, an array, or a Map, of which these are the values. */
        record InSession(String key) implements Items {}

        /** The same for all users. */
        record Given(List<?> values) implements Items {
            public Given {
                values = Collections.unmodifiableList(new ArrayList<>(values));
            }
        }
    }
}
