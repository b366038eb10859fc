package dev.perf.engine.internal.run;

import java.util.concurrent.atomic.AtomicLong;

/** How many iterations the users of a workload have yet to begin. Thread-safe. */
interface Iterations {

    /** As many as there is time for. */
    Iterations ENDLESS = new Iterations() {
        @Override
        public boolean take(long number) {
            return true;
        }

        @Override
        public void giveBack() {}

        @Override
        public boolean begun() {
            return false;
        }

        @Override
        public boolean hasNext(long number) {
            return true;
        }

        @Override
        public void forgo(long number) {}

        @Override
        public long left() {
            return 0;
        }

        @Override
        public long forgone() {
            return 0;
        }
    };

    /**
     * A user wants to begin an iteration.
     *
     * @param number how many it has begun before
     * @return whether there is one for it
     */
    boolean take(long number);

    /** An iteration that was taken did not begin after all. */
    void giveBack();

    /**
     * An iteration that was taken has begun.
     *
     * @return whether it was the last
     */
    boolean begun();

    /**
     * Tells whether there may be one more for a user, so that it does not think in vain.
     *
     * @param number how many it has begun before
     */
    boolean hasNext(long number);

    /**
     * A user ends by its own choice: what only it could have begun is not due any more.
     *
     * @param number how many it has begun
     */
    void forgo(long number);

    /** Returns how many have not begun, and are due. */
    long left();

    /** Returns how many were due at first, and are not any more. */
    long forgone();

    /**
     * Returns a set number for all users together.
     *
     * @param most the most that one user begins
     */
    static Iterations of(long total, long most) {
        return new Counted(total, most);
    }

    /** A set number. */
    final class Counted implements Iterations {
        private final long most;
        private final AtomicLong untaken;
        private final AtomicLong left;
        private final AtomicLong forgone = new AtomicLong();

        private Counted(long total, long most) {
            this.most = most;
            this.untaken = new AtomicLong(total);
            this.left = new AtomicLong(total);
        }

        @Override
        public boolean take(long number) {
            if (number >= most) {
                return false;
            }
            while (true) {
                long now = untaken.get();
                if (now == 0) {
                    return false;
                }
                if (untaken.compareAndSet(now, now - 1)) {
                    return true;
                }
            }
        }

        @Override
        public void giveBack() {
            untaken.incrementAndGet();
        }

        @Override
        public boolean begun() {
            return left.decrementAndGet() == 0;
        }

        @Override
        public boolean hasNext(long number) {
            return number < most && untaken.get() > 0;
        }

        @Override
        public void forgo(long number) {
            if (most == Long.MAX_VALUE) {
                return; // others begin them
            }
            untaken.addAndGet(number - most);
            left.addAndGet(number - most);
            forgone.addAndGet(most - number);
        }

        @Override
        public long left() {
            return left.get();
        }

        @Override
        public long forgone() {
            return forgone.get();
        }
    }
}
