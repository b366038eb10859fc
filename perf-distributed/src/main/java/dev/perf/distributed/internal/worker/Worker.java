package dev.perf.distributed.internal.worker;

/**
 * A process, or in tests a thread, that makes a plan again and puts on a share of its load. Orders are carried out one
 * after another, apart from those that must not wait: leases, shares, and whatever changes a load that is under way. No
 * method blocks for what the user's code does. Thread-safe.
 */
public interface Worker extends AutoCloseable {

    /**
     * Is told what comes of a worker, one thing at a time and in order. It must not block for long: the worker's output
     * waits for it.
     */
    @FunctionalInterface
    interface Listener {

        /** The worker has said something, or has died; after {@link WorkerReport.Died} nothing more comes. */
        void reported(WorkerReport report);
    }

    /** Starts workers. */
    @FunctionalInterface
    interface Starter {

        /**
         * Starts a worker and returns at once; {@link WorkerReport.Started} comes when it is there, or {@link
         * WorkerReport.Died} when it never will be.
         *
         * @throws WorkerException if there can be no such process: the message says why
         */
        Worker start(WorkerStart start, Listener listener);
    }

    /**
     * Gives an order behind all that were given before; does nothing once the worker has died. Returns at once: orders
     * wait for a process that does not read them.
     */
    void order(WorkerOrder order);

    /**
     * Kills the worker and the processes below it, and waits for its end, a few seconds at most; its working directory is
     * removed. {@link WorkerReport.Died} is reported soon, unless it was before. Does nothing the second time.
     */
    @Override
    void close();
}
