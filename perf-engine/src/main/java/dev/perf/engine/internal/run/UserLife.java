package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.LedgerCounter;
import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How far a virtual user is from its end. The user and the workload that runs it agree on it by compare-and-set, so
 * that each iteration is accounted for exactly once, whoever ends it.
 */
final class UserLife {

    private enum State {
        /** Between iterations. */
        IDLE,
        /** In an iteration. */
        BUSY,
        /** Between iterations, of which none is to begin before the user is released. */
        HELD,
        /** In an iteration, the last one before the user is released. */
        HOLDING,
        /** In its last iteration. */
        RETIRING,
        /** After its last iteration. */
        RETIRED,
        /** Did not end when told to; its iteration has been accounted for as interrupted. */
        ABANDONED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private volatile @Nullable LedgerCounter account;
    private volatile @Nullable Thread thread;
    private volatile ThinkingUsers.@Nullable Thinker thinker;
    private volatile boolean cutOff;

    /** Tells which thread the user lives on now. */
    void livesOn(Thread own) {
        thread = own;
        thinker = null;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    /** Tells that the user thinks, and has no thread meanwhile. */
    void thinks(ThinkingUsers.Thinker itself) {
        thinker = itself;
        thread = null;
    }

    /** Returns what the user is while it thinks; null while it has a thread. */
    ThinkingUsers.@Nullable Thinker thinker() {
        return thinker;
    }

    /** The user's iteration is to be interrupted, as soon as it has a thread. */
    void cutOff() {
        cutOff = true;
    }

    boolean isCutOff() {
        return cutOff;
    }

    /** The user wants to begin an iteration; returns false if it is held, or to end instead. */
    boolean begin(LedgerCounter ledger) {
        if (account != ledger) {
            account = ledger;
        }
        if (!state.compareAndSet(State.IDLE, State.BUSY)) {
            return false;
        }
        ledger.started();
        return true;
    }

    /** The user's iteration has ended; returns false if it was its last. */
    boolean end(Outcome outcome) {
        while (true) {
            State now = state.get();
            State next = switch (now) {
                case BUSY -> State.IDLE;
                case HOLDING -> State.HELD;
                case IDLE, HELD, RETIRING, RETIRED, ABANDONED -> State.RETIRED;
            };
            if (now == State.ABANDONED) {
                return false;
            }
            if (state.compareAndSet(now, next)) {
                account().ended(outcome);
                return next != State.RETIRED;
            }
        }
    }

    /** The user is to end after its iteration, if it is in one. */
    void retire() {
        while (true) {
            State now = state.get();
            State next = switch (now) {
                case IDLE, HELD -> State.RETIRED;
                case BUSY, HOLDING -> State.RETIRING;
                case RETIRING, RETIRED, ABANDONED -> now;
            };
            if (state.compareAndSet(now, next)) {
                return;
            }
        }
    }

    /** The user is to begin no iteration until it is released; one that it is in goes on. */
    void hold() {
        while (true) {
            State now = state.get();
            State next = switch (now) {
                case IDLE -> State.HELD;
                case BUSY -> State.HOLDING;
                case HELD, HOLDING, RETIRING, RETIRED, ABANDONED -> now;
            };
            if (state.compareAndSet(now, next)) {
                return;
            }
        }
    }

    /** The user may begin iterations again. */
    void release() {
        while (true) {
            State now = state.get();
            State next = switch (now) {
                case HELD -> State.IDLE;
                case HOLDING -> State.BUSY;
                case IDLE, BUSY, RETIRING, RETIRED, ABANDONED -> now;
            };
            if (state.compareAndSet(now, next)) {
                return;
            }
        }
    }

    /** Tells whether the user is to wait until it is released. */
    boolean isHeld() {
        return state.get() == State.HELD;
    }

    /** Tells whether the user is to begin no further iteration, ever. */
    boolean isRetired() {
        return switch (state.get()) {
            case IDLE, BUSY, HELD, HOLDING -> false;
            case RETIRING, RETIRED, ABANDONED -> true;
        };
    }

    /** Nobody waits for the user any longer: an iteration it is in counts as interrupted. */
    void abandon() {
        while (true) {
            State now = state.get();
            if (now == State.ABANDONED) {
                return;
            }
            if (state.compareAndSet(now, State.ABANDONED)) {
                if (now == State.BUSY || now == State.HOLDING || now == State.RETIRING) {
                    account().ended(Outcome.INTERRUPTED);
                }
                return;
            }
        }
    }

    private LedgerCounter account() {
        LedgerCounter ledger = account;
        if (ledger == null) {
            throw new IllegalStateException("no iteration has begun");
        }
        return ledger;
    }
}
