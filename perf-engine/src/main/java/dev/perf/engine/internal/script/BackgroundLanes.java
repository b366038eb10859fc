package dev.perf.engine.internal.script;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.scenario.Background;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user does in the background: what has a name has a lane of its own, which the user keeps for the next time.
 * Belongs to the thread of the user.
 */
final class BackgroundLanes {

    private static final Duration LONGEST = Background.Join.DEFAULT_MOST;
    private static final String NOT_JOINED = "was not joined, and had not ended " + DurationText.of(LONGEST)
            + " after the steps that it was started among; it was cut off";

    private final VirtualUser user;
    private final Clock clock;
    private final Map<String, Errand> known = new HashMap<>(4);

    /** What has been started and not been joined, in the order in which it was started. */
    private final List<Errand> started = new ArrayList<>(2);

    BackgroundLanes(VirtualUser user) {
        this.user = user;
        this.clock = user.clock();
    }

    /** One thing that the user does. */
    private final class Errand {
        final String name;
        final UserSession seen = new UserSession(user);
        final Lane lane = new Lane(user, seen, false);
        private @Nullable Thread thread;
        private List<Runnable> changes = List.of();
        private @Nullable Throwable fault;
        private long endNanos;

        /** Written last by the thread of the lane: what it has written before is seen by who reads this. */
        private volatile boolean ended;

        private volatile @Nullable Thread awaiting;

        Errand(String name) {
            this.name = name;
        }

        void begin(Node steps) {
            seen.values().keySet().forEach(seen::remove);
            user.session().values().forEach(seen::set);
            lane.self().standInFor(user);
            lane.self().states().beginsTaskBeside();
            changes = List.of();
            fault = null;
            ended = false;
            thread = clock.startUser(Thread.currentThread().getName() + ", " + name, () -> live(steps));
        }

        private void live(Node steps) {
            try {
                changes = lane.does(steps);
            } catch (InterruptedException | RuntimeException | Error thrown) {
                fault = thrown;
                lane.cutOff(thrown);
            } finally {
                rest();
                endNanos = clock.nanos();
                ended = true;
                Thread waiting = awaiting;
                if (waiting != null) {
                    clock.wake(waiting);
                }
            }
        }

        private void rest() {
            try {
                lane.self().rest();
            } catch (RuntimeException | Error thrown) {
                fault = fault == null ? thrown : fault;
            }
        }

        /** Waits for its end; returns whether that came before {@code deadline}. */
        boolean awaitEnd(long deadline) throws InterruptedException {
            awaiting = Thread.currentThread();
            try {
                clock.awaitUntil(deadline, () -> ended);
            } finally {
                awaiting = null;
            }
            return ended;
        }

        void interrupt() {
            clock.interrupt(Objects.requireNonNull(thread));
        }

        /** Waits for its end, which must come soon; returns whether the user was interrupted meanwhile. */
        boolean awaitEnd() {
            boolean interrupted = false;
            while (!ended) {
                try {
                    awaitEnd(clock.nanos() + Clock.LOOK_AGAIN_NANOS);
                } catch (InterruptedException stop) {
                    interrupted = true;
                    interrupt();
                }
            }
            return interrupted;
        }
    }

    /** Starts {@code steps}; returns false where what was started under that name has not been joined. */
    boolean start(String name, Node steps) {
        Errand errand = known.computeIfAbsent(name, Errand::new);
        if (started.contains(errand)) {
            return false;
        }
        started.add(errand);
        errand.begin(steps);
        return true;
    }

    /** Waits for what has these names; what has not been started needs no wait. */
    void join(List<String> names, Duration most) throws InterruptedException {
        var errands = new LinkedHashSet<Errand>();
        for (String name : names) {
            Errand errand = known.get(name);
            if (errand != null && started.contains(errand)) {
                errands.add(errand);
            }
        }
        String late = "had not ended after a wait of " + DurationText.of(most) + ", and was cut off";
        join(errands, most.toNanos(), late);
    }

    /** Waits for all that has been started and not been joined. */
    void joinAll() throws InterruptedException {
        join(List.copyOf(started), LONGEST.toNanos(), NOT_JOINED);
    }

    /** Waits for {@code errands}, of which those that take too long are {@code late}. */
    private void join(Collection<Errand> errands, long mostNanos, String late) throws InterruptedException {
        long came = clock.nanos();
        long goesOn = came;
        for (Errand errand : errands) {
            goesOn = Math.max(goesOn, join(errand, came + mostNanos, late));
        }
        if (goesOn > came) {
            user.goOnSince(goesOn);
        }
    }

    /** Returns when the wait was over. */
    private long join(Errand errand, long deadline, String late) throws InterruptedException {
        if (!errand.ended) {
            user.rest();
            if (!errand.awaitEnd(deadline)) {
                errand.interrupt();
                boolean interrupted = errand.awaitEnd();
                joined(errand);
                user.fail("join", errand.name, "\"" + errand.name + "\" " + late);
                Lanes.rethrow(interrupted ? new InterruptedException() : null);
                return deadline;
            }
        }
        joined(errand);
        Lanes.rethrow(errand.fault);
        errand.changes.forEach(Runnable::run);
        return errand.endNanos;
    }

    private void joined(Errand errand) {
        started.remove(errand);
        user.joined(errand.lane.self());
    }

    /** Cuts off all that has been started, and waits for its end. */
    void cutOff() {
        started.forEach(Errand::interrupt);
        for (Errand errand : List.copyOf(started)) {
            errand.awaitEnd();
            joined(errand);
        }
    }

    /** The user has ended an iteration. */
    void iterationEnded() {
        known.values().forEach(errand -> errand.lane.self().iterationEnded());
    }

    /** The user has ended. */
    void close() {
        known.values().forEach(errand -> errand.lane.self().close());
    }
}
