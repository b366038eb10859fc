package dev.perf.engine.internal.script;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.Series;
import dev.perf.scenario.Step;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the users of a scenario wait for each other. Who comes last has the others go on; so does the first whose wait
 * takes too long, and, once no new users begin, the end of the last one that is not waiting itself.
 *
 * <p>Thread-safe: one lock guards all, and nobody waits with it.
 */
final class Meetings {

    private static final long NOT_YET = Long.MIN_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Meeting> byName = new LinkedHashMap<>();
    private final List<Step.Rendezvous> steps = new ArrayList<>();
    private int alive;
    private boolean closing;

    /** A user that waits; the thread that releases it writes the time, and it reads that. */
    private static final class Guest {
        private final Thread thread = Thread.currentThread();
        private volatile long releasedAt = NOT_YET;
    }

    /** Returns the node of a step; mistakes go to the context. */
    Node compile(Step.Rendezvous step, CompileContext context) {
        context.checkName(step.name(), "by which steps of a meeting know each other", step.location());
        if (step.users() <= 0) {
            context.problem(step.location(), "users must be positive, got " + step.users());
        }
        if (!step.timeout().isPositive()) {
            context.problem(step.location(), "timeout must be positive, got " + DurationText.of(step.timeout()));
        }
        Meeting known = byName.get(step.name());
        if (known == null) {
            var waits = new SeriesByPhase(
                    context.series(),
                    Series.Kind.TREND,
                    "rendezvous_wait",
                    context.tags().and("name", step.name()));
            known = new Meeting(step, waits);
            byName.put(step.name(), known);
            steps.add(step);
        } else if (known.needed != step.users() || !known.timeout.equals(step.timeout())) {
            context.problem(
                    step.location(),
                    "the scenario has a rendezvous of that name for " + known.needed + " users within "
                            + DurationText.of(known.timeout)
                            + "; let both say the same, or give this one its own name");
        }
        return known;
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Returns the first step of each meeting. */
    List<Step.Rendezvous> steps() {
        return steps;
    }

    void userBegan() {
        lock.lock();
        try {
            alive++;
        } finally {
            lock.unlock();
        }
    }

    void userEnded(Clock clock) {
        lock.lock();
        try {
            alive--;
            releaseWhereNobodyIsLeft(clock);
        } finally {
            lock.unlock();
        }
    }

    /** No new users begin. */
    void close(Clock clock) {
        lock.lock();
        try {
            closing = true;
            releaseWhereNobodyIsLeft(clock);
        } finally {
            lock.unlock();
        }
    }

    /** The lock is held. */
    private void releaseWhereNobodyIsLeft(Clock clock) {
        int waiting = byName.values().stream()
                .mapToInt(meeting -> meeting.guests.size())
                .sum();
        if (closing && waiting >= alive) {
            byName.values().forEach(meeting -> meeting.release(clock, clock.nanos()));
        }
    }

    /** One meeting, which takes place again and again. */
    private final class Meeting implements Node {
        private final String name;
        private final int needed;
        private final Duration timeout;
        private final SeriesByPhase waits;
        private final List<Guest> guests = new ArrayList<>();
        private long deadline;

        Meeting(Step.Rendezvous step, SeriesByPhase waits) {
            this.name = step.name();
            this.needed = step.users();
            this.timeout = step.timeout();
            this.waits = waits;
        }

        @Override
        public void run(VirtualUser user) throws InterruptedException {
            user.rest();
            Clock clock = user.clock();
            long came = clock.nanos();
            Guest guest = arrive(clock, came);
            if (guest.releasedAt == NOT_YET) {
                await(guest, user);
            }
            user.samples().recordTime(waits.in(user.phase()), guest.releasedAt - came);
            user.goOnSince(guest.releasedAt);
        }

        private Guest arrive(Clock clock, long now) {
            var guest = new Guest();
            lock.lock();
            try {
                if (guests.isEmpty()) {
                    deadline = now + timeout.toNanos();
                }
                guests.add(guest);
                if (guests.size() >= needed) {
                    release(clock, now);
                } else {
                    releaseWhereNobodyIsLeft(clock);
                }
            } finally {
                lock.unlock();
            }
            return guest;
        }

        private void await(Guest guest, VirtualUser user) throws InterruptedException {
            long until = deadlineOf(guest);
            try {
                user.clock().awaitUntil(until, () -> guest.releasedAt != NOT_YET);
                String missed = releaseLate(guest, user.clock(), until);
                if (missed != null) {
                    user.note("rendezvous", name, missed);
                }
            } finally {
                leave(guest);
            }
        }

        /** The guests that wait together have one deadline; a guest that has been released meanwhile needs none. */
        private long deadlineOf(Guest guest) {
            lock.lock();
            try {
                return guest.releasedAt == NOT_YET ? deadline : guest.releasedAt;
            } finally {
                lock.unlock();
            }
        }

        /** Returns what to tell of it, where the wait was too long and this guest is the first to see that. */
        private @Nullable String releaseLate(Guest guest, Clock clock, long until) {
            lock.lock();
            try {
                if (guest.releasedAt != NOT_YET) {
                    return null;
                }
                int came = guests.size();
                release(clock, until);
                return "only " + came + " of " + needed + " users came within " + DurationText.of(timeout)
                        + "; they went on";
            } finally {
                lock.unlock();
            }
        }

        private void leave(Guest guest) {
            lock.lock();
            try {
                guests.remove(guest);
            } finally {
                lock.unlock();
            }
        }

        /** The lock is held. */
        private void release(Clock clock, long at) {
            for (Guest guest : guests) {
                guest.releasedAt = at;
                if (guest.thread != Thread.currentThread()) {
                    clock.wake(guest.thread);
                }
            }
            guests.clear();
        }
    }
}
