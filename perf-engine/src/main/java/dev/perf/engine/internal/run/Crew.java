package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The users of a workload that are alive, and the way they end: first they are asked to, then, when the graceful stop
 * has passed, interrupted, and in the end, if they take no notice, left behind. Thread-safe.
 */
final class Crew {

    /** How long an interrupted user may take to end. Code that takes longer ignores interruption. */
    private static final long ABANDON_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Clock clock;
    private final Set<UserLife> alive = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread waiting;
    private volatile boolean hurrying;

    Crew(Clock clock) {
        this.clock = clock;
    }

    /**
     * A user about to start.
     *
     * @param name name of its thread
     * @param task what it does until it ends
     */
    record Newcomer(UserLife life, String name, Runnable task) {}

    /** Starts a user on a thread of its own. */
    void start(Newcomer newcomer) {
        alive.add(newcomer.life());
        launch(newcomer);
    }

    /**
     * Starts users each on a thread of its own. Only one is started from here, and starts the others: starting a
     * virtual thread from outside wakes a carrier, which costs more than a small request.
     */
    void startAll(List<Newcomer> newcomers) {
        if (newcomers.size() == 1) {
            start(newcomers.getFirst());
            return;
        }
        newcomers.forEach(newcomer -> alive.add(newcomer.life()));
        clock.startUser("arrivals", () -> newcomers.forEach(this::launch));
    }

    private void launch(Newcomer newcomer) {
        UserLife life = newcomer.life();
        Thread thread = clock.startUser(newcomer.name(), () -> {
            try {
                newcomer.task().run();
            } finally {
                left(life);
            }
        });
        // Set here rather than by the user, which might not have run yet when it is to be interrupted.
        life.livesOn(thread);
        if (life.isCutOff()) {
            clock.interrupt(thread);
        }
    }

    private void left(UserLife life) {
        alive.remove(life);
        Thread waiter = waiting;
        if (waiter != null) {
            clock.wake(waiter);
        }
    }

    /** Ends the graceful stop, or leaves it out. */
    void hurry() {
        hurrying = true;
        Thread waiter = waiting;
        if (waiter != null) {
            clock.wake(waiter);
        }
    }

    int size() {
        return alive.size();
    }

    /** Asks all users to end after the iteration they are in. */
    void retireAll() {
        alive.forEach(this::retire);
    }

    /** Asks a user to end after the iteration it is in, or at once if it is pausing between two. */
    void retire(UserLife life) {
        life.retire();
        Thread thread = life.thread();
        if (thread != null) {
            clock.wake(thread);
        }
    }

    /** Cuts off a user's iteration. */
    void interrupt(UserLife life) {
        life.cutOff();
        Thread thread = life.thread();
        if (alive.contains(life) && thread != null) {
            clock.interrupt(thread);
        }
    }

    /**
     * Waits until all users have ended, or nobody is to wait for them any longer.
     *
     * @return whether that was before {@code deadline}
     */
    boolean hasEnded(long deadline) throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            clock.awaitUntil(deadline, () -> hurrying || alive.isEmpty());
            return hurrying || alive.isEmpty();
        } finally {
            waiting = null;
        }
    }

    /**
     * Waits until all users have ended; those that have not by {@code deadline} are interrupted.
     *
     * @return how many took no notice of that either and were left behind
     */
    int awaitEnd(long deadline) throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            clock.awaitUntil(deadline, () -> hurrying || alive.isEmpty());
            if (alive.isEmpty()) {
                return 0;
            }
            alive.forEach(this::interrupt);
            clock.awaitUntil(clock.nanos() + ABANDON_NANOS, alive::isEmpty);
            List<UserLife> left = List.copyOf(alive);
            left.forEach(UserLife::abandon);
            return left.size();
        } finally {
            waiting = null;
        }
    }
}
