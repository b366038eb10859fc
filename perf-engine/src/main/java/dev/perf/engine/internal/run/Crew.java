package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The users of a workload that are alive, and the way they end: first they are asked to, then, when the graceful stop
 * has passed, interrupted, and in the end, if they take no notice, left behind. Thread-safe.
 */
final class Crew {

    /** How long an interrupted user may take to end. Code that takes longer ignores interruption. */
    private static final long ABANDON_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Clock clock;
    private final Consumer<Throwable> faults;
    private final ThinkingUsers thinking = new ThinkingUsers();
    private final Set<UserLife> alive = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread waiting;
    private volatile boolean hurrying;

    /**
     * Creates a crew without users.
     *
     * @param faults is told what a user threw that no step of it answers for
     */
    Crew(Clock clock, Consumer<Throwable> faults) {
        this.clock = clock;
        this.faults = faults;
    }

    /** What a user does on one thread. */
    @FunctionalInterface
    interface Stretch {
        /** Returns whether the user's life has ended; otherwise it goes on later, on another thread. */
        boolean live();
    }

    /**
     * A user about to start, or to go on.
     *
     * @param name name of its thread
     * @param stretch what it does there
     */
    record Newcomer(UserLife life, String name, Stretch stretch) {}

    /** Starts a user on a thread of its own. */
    void start(Newcomer newcomer) {
        startAll(List.of(newcomer));
    }

    /**
     * Starts users each on a thread of its own. Only one is started from here, and starts the others: starting a
     * virtual thread from outside wakes a carrier, which costs more than a small request.
     */
    void startAll(List<Newcomer> newcomers) {
        newcomers.forEach(newcomer -> alive.add(newcomer.life()));
        launchAll(newcomers);
    }

    private void launchAll(List<Newcomer> newcomers) {
        if (newcomers.size() == 1) {
            launch(newcomers.getFirst());
        } else if (!newcomers.isEmpty()) {
            try {
                clock.startUser("arrivals", () -> newcomers.forEach(this::launch));
            } catch (Throwable thrown) {
                newcomers.forEach(newcomer -> lost(newcomer.life(), thrown));
            }
        }
    }

    private void launch(Newcomer newcomer) {
        try {
            clock.startUser(newcomer.name(), () -> live(newcomer));
        } catch (Throwable thrown) {
            lost(newcomer.life(), thrown);
        }
    }

    /** The engine could not go on with a user: an iteration that it is in counts as interrupted. */
    private void lost(UserLife life, Throwable thrown) {
        life.abandon();
        left(life);
        faults.accept(thrown);
    }

    private void live(Newcomer newcomer) {
        UserLife life = newcomer.life();
        Thread thread = Thread.currentThread();
        life.livesOn(thread);
        if (life.isCutOff()) { // before there was a thread to interrupt
            clock.interrupt(thread);
        }
        boolean ended;
        try {
            ended = newcomer.stretch().live();
        } catch (Throwable thrown) {
            lost(life, thrown);
            return;
        }
        if (ended) {
            left(life);
        }
    }

    /**
     * Has a user go on at {@code due}, in load time, or at once when it is retired before that. The thread that it is on is to end,
     * without touching the user any more.
     *
     * @param id number of the user
     * @return whether it is the first of all to go on
     */
    boolean goOnAt(long due, long id, Newcomer user) {
        var thinker = new ThinkingUsers.Thinker(due, id, user);
        user.life().thinks(thinker);
        boolean first = thinking.add(thinker);
        return !(user.life().isRetired() && goOnAtOnce(thinker)) && first;
    }

    /** Returns when, in load time, the first of the thinking users is to go on, or {@link Long#MAX_VALUE} where nobody thinks. */
    long nextDue() {
        return thinking.nextDue();
    }

    /** Has those users go on that are due by {@code now}, in load time. */
    void goOn(long now) {
        launchAll(thinking.takeDue(now));
    }

    private boolean goOnAtOnce(ThinkingUsers.Thinker thinker) {
        boolean taken = thinking.remove(thinker);
        if (taken) {
            launch(thinker.user());
        }
        return taken;
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

    /** Has all users begin no iteration until they are released. */
    void holdAll() {
        alive.forEach(UserLife::hold);
    }

    /** Has all users go on that were held. */
    void releaseAll() {
        alive.forEach(this::release);
    }

    /** Has a user go on that was held. */
    void release(UserLife life) {
        life.release();
        Thread thread = life.thread();
        if (thread != null) {
            clock.wake(thread);
        }
    }

    /** Asks all users to end after the iteration they are in. */
    void retireAll() {
        alive.forEach(this::retire);
    }

    /** Asks a user to end after the iteration it is in, or at once if it is pausing between two. */
    void retire(UserLife life) {
        life.retire();
        ThinkingUsers.Thinker thinker = life.thinker();
        if (thinker != null && goOnAtOnce(thinker)) {
            return;
        }
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
        return hasEnded(deadline, () -> false);
    }

    /**
     * Waits until all users have ended, or nobody is to wait for them any longer, or something else is to be done.
     *
     * @param enough whether something else is to be done; who makes it true wakes the caller
     * @return whether all users had ended, or nobody is to wait for them any longer
     */
    boolean hasEnded(long deadline, BooleanSupplier enough) throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            clock.awaitUntil(deadline, () -> hurrying || alive.isEmpty() || enough.getAsBoolean());
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
