package dev.perf.engine.internal.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The users of a workload that think between two iterations. None of them holds a thread, and so no stack, which would
 * take more memory than the rest of the user. Thread-safe.
 */
final class ThinkingUsers {

    /**
     * A user that thinks.
     *
     * @param due when it is to go on
     * @param id number of the user, which tells those apart that are due together
     */
    record Thinker(long due, long id, Crew.Newcomer user) {}

    private final NavigableSet<Thinker> thinkers = new ConcurrentSkipListSet<>(
            Comparator.<Thinker>comparingLong(Thinker::due).thenComparingLong(Thinker::id));

    /** Adds a user; returns whether it is the first to go on. */
    boolean add(Thinker thinker) {
        thinkers.add(thinker);
        return thinkers.lower(thinker) == null;
    }

    /** Takes out a user; returns false if somebody else did so before. */
    boolean remove(Thinker thinker) {
        return thinkers.remove(thinker);
    }

    /** Returns when the first one is to go on, or {@link Long#MAX_VALUE} where nobody thinks. */
    long nextDue() {
        for (Thinker first : thinkers) {
            return first.due();
        }
        return Long.MAX_VALUE;
    }

    /** Takes out all that are to go on by {@code now}. */
    List<Crew.Newcomer> takeDue(long now) {
        List<Crew.Newcomer> due = new ArrayList<>();
        for (Thinker thinker : thinkers) {
            if (thinker.due() > now) {
                break;
            }
            if (remove(thinker)) {
                due.add(thinker.user());
            }
        }
        return due;
    }
}
