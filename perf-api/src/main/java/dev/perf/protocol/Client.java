package dev.perf.protocol;

import dev.perf.scenario.Session;
import java.util.random.RandomGenerator;

/** The user for whom a request is sent. Belongs to the user's thread; not to be kept. */
public interface Client {

    /** Returns the user's data. */
    Session session();

    /** Returns the user's source of random numbers, which follows from the run's seed. */
    RandomGenerator random();

    /**
     * Returns what the user keeps between requests under {@code key}, such as its connection; made with {@code opener}
     * the first time and after a {@link #release}, and closed when the user ends.
     *
     * @throws Exception what {@code opener} throws; nothing is kept then
     */
    <C extends AutoCloseable> C keep(Object key, Opener<C> opener) throws Exception;

    /** Closes what the user keeps under {@code key}, if it does: the next request opens another one. */
    void release(Object key);

    /**
     * The connection is there and the request begins to travel. What came before counts as the time of connecting, and
     * not as service time; as response time it counts. Unless called, all of {@link Sender#send} is service time.
     */
    void connected();

    /** Counts a check, as {@link dev.perf.scenario.User#check} does; one that does not hold fails the request as well. */
    void check(String name, boolean holds);

    /**
     * Opens what a user keeps.
     *
     * @param <C> its type
     */
    @FunctionalInterface
    interface Opener<C extends AutoCloseable> {

        /** Opens it. */
        C open() throws Exception;
    }
}
