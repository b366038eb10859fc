package dev.perf.benchmark;

import org.jspecify.annotations.Nullable;

/** The code that a benchmark measures. It may block. With several threads, it is called by all of them at once. */
@FunctionalInterface
public interface Measured {

    /**
     * Does the operation once.
     *
     * @return what it computed, which is used, so that the compiler cannot leave the computation out; null where there is
     *     nothing
     * @throws Exception if the operation failed; it is counted, and its time is not
     */
    @Nullable
    Object call(Operation it) throws Exception;

    /** Code that needs to know nothing of the operation. */
    @FunctionalInterface
    interface Supplying {

        /**
         * Does the operation once.
         *
         * @return what it computed
         * @throws Exception if the operation failed
         */
        @Nullable
        Object call() throws Exception;
    }

    /** Code that computes nothing to be returned. Beware: the compiler may leave out what has no effect. */
    @FunctionalInterface
    interface Running {

        /**
         * Does the operation once.
         *
         * @throws Exception if the operation failed
         */
        void run() throws Exception;
    }
}
