package dev.perf.engine.internal.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arrivals of an open load that one agent starts for one scenario. All agents walk through the arrivals of the whole
 * load, with the same random numbers, and count them; each takes those whose numbers are in its part at the time when
 * they are due. So together they start exactly what one process would start.
 *
 * <p>An agent looks no further ahead than it is told to, and keeps marks behind it: where the load changes before the
 * place that it has come to, it goes back and walks again. What it has started by then is not started twice; what is its
 * own now, and was due when it did not know that, is missed. All times are nanoseconds since the start of the load.
 * Belongs to one thread.
 */
public final class OwnArrivals {

    /** Returned by {@link #next} when nothing starts any more. */
    public static final long NEVER = ArrivalSchedule.NEVER;

    private static final long BETWEEN_MARKS = 1_000_000_000;
    private static final int MARKS = 64;

    /** A rate, in starts per second, that takes the place of what is left of the load. */
    private record Level(double perSecond, long from) {}

    /**
     * What was so before a change.
     *
     * @param below number of the first arrival that was not dealt with yet
     * @param by when the change was heard of
     */
    private record Before(Parts parts, long below, long by) {}

    /** A place among the arrivals. */
    private static final class Place {
        private final ArrivalSchedule.Arrivals arrivals;
        private ArrivalSchedule schedule;
        private Slice slice;
        private int levels;
        private long passed;
        private long number = -1;
        private long due = Long.MIN_VALUE;

        Place(ArrivalSchedule.Arrivals arrivals, ArrivalSchedule schedule, Slice slice) {
            this.arrivals = arrivals;
            this.schedule = schedule;
            this.slice = slice;
        }

        Place copy() {
            var copy = new Place(arrivals.copy(), schedule, slice);
            copy.levels = levels;
            copy.passed = passed;
            copy.number = number;
            copy.due = due;
            return copy;
        }
    }

    private final List<Level> levels = new ArrayList<>();
    private final List<Before> changes = new ArrayList<>();
    private final Deque<Place> marks = new ArrayDeque<>();
    private final Place first;
    private Parts parts;
    private final boolean divided;
    private Place place;

    /** The arrival at the place has been dealt with. */
    private boolean passed = true;

    private boolean own;
    private long missed;

    /**
     * Creates the arrivals of a part.
     *
     * @param seed what random starts follow from, the same for all agents
     */
    public OwnArrivals(ArrivalSchedule schedule, long seed, Slice slice, Part part) {
        this.parts = Parts.of(part);
        this.divided = !parts.areWhole();
        this.place = new Place(schedule.arrivals(seed), schedule, slice);
        this.first = place.copy();
    }

    /**
     * Goes on to the next arrival that is its own and is due by {@code horizon}.
     *
     * @return when that is; {@code horizon} where there is none by then; {@link #NEVER} after the last of all
     */
    public long next(long horizon) {
        while (true) {
            if (passed) {
                mark();
                goOn();
                passed = false;
            }
            own = false;
            if (place.due == NEVER) {
                return NEVER;
            }
            if (place.due > horizon) {
                return horizon;
            }
            passed = true;
            if (!divided || isToBegin()) {
                own = true;
                return place.due;
            }
        }
    }

    private void goOn() {
        do {
            place.due = place.arrivals.next();
            place.passed++;
            follow();
        } while (place.due != NEVER && !place.slice.has(place.passed - 1));
        place.number++;
    }

    /** Changes take effect with the first arrival that is due then. */
    private void follow() {
        while (place.levels < levels.size()
                && place.due >= levels.get(place.levels).from()) {
            Level level = levels.get(place.levels++);
            place.schedule = place.schedule.changedAt(level.from(), level.perSecond());
            place.due = place.arrivals.follow(place.schedule);
            place.slice = Slice.WHOLE; // the rate is for this scenario
        }
    }

    private boolean isToBegin() {
        if (!changes.isEmpty()) {
            changes.removeIf(change -> place.number >= change.below() && place.due > change.by());
        }
        if (!parts.at(place.due).has(place.number)) {
            return false;
        }
        boolean late = false;
        for (Before change : changes) {
            boolean was = change.parts().at(place.due).has(place.number);
            if (was && place.number < change.below()) {
                return false;
            }
            late |= !was && place.due <= change.by();
        }
        missed += late ? 1 : 0;
        return !late;
    }

    private void mark() {
        if (divided && (marks.isEmpty() || place.due >= marks.getLast().due + BETWEEN_MARKS)) {
            marks.add(place.copy());
            if (marks.size() > MARKS) {
                marks.removeFirst();
            }
        }
    }

    /** Tells whether what {@link #next} returned last is an arrival, rather than the horizon or the end. */
    public boolean isOwn() {
        return own;
    }

    /** Returns the number of that arrival among those of the scenario, from 0: no other agent has one with it. */
    public long number() {
        return place.number;
    }

    /** Returns the name of the stage that the arrival is in; null if it has none. */
    public @Nullable String stage() {
        return place.arrivals.stage();
    }

    /** Returns the part that the arrival is in. */
    public Part part() {
        return parts.at(place.due);
    }

    /** Returns the load as it is at the arrival. */
    public ArrivalSchedule schedule() {
        return place.schedule;
    }

    /** Returns what the scenario has of the load at the arrival. */
    public Slice slice() {
        return place.slice;
    }

    /** Returns how many arrivals were missed since the last call: due, its own, and known too late. */
    public long takeMissed() {
        long taken = missed;
        missed = 0;
        return taken;
    }

    /**
     * Has another part of a divided load from {@code from} on. What {@link #next} returned last does not count as begun; it has to be called
     * again.
     *
     * @param now the time that it is
     */
    public void share(Part next, long from, long now) {
        Parts before = parts;
        parts = parts.changed(next, from);
        changed(from, before, now);
    }

    /**
     * Replaces what is left of the load at {@code from} by a rate, over all agents, in starts per second. What {@link
     * #next} returned last does not count as begun; it has to be called again.
     *
     * @param now the time that it is
     */
    public void setRate(double perSecond, long from, long now) {
        if (divided) {
            levels.removeIf(level -> level.from() >= from);
            levels.add(new Level(perSecond, from));
            changed(from, parts, now);
            return;
        }
        long last = levels.isEmpty() ? from : Math.max(from, levels.getLast().from());
        levels.add(new Level(perSecond, last));
        if (place.number >= 0) {
            passed = false;
            follow(); // nothing has been looked at beyond this arrival
        }
    }

    private void changed(long from, Parts before, long now) {
        boolean seen = place.number >= 0 && place.due >= from;
        if (seen || from <= now) {
            changes.add(new Before(before, Math.max(0, place.number), now));
        }
        if (seen) {
            goBackTo(from);
        } else if (place.number >= 0) {
            passed = false;
        }
        own = false;
    }

    private void goBackTo(long from) {
        while (!marks.isEmpty() && marks.getLast().due >= from) {
            marks.removeLast();
        }
        place = (marks.isEmpty() ? first : marks.getLast()).copy();
        passed = true;
    }
}
