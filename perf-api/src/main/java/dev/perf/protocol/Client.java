package dev.perf.protocol;

import dev.perf.scenario.Session;
import java.net.SocketTimeoutException;
import java.time.Duration;
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

    /**
     * Returns the time of the run's clock in nanoseconds, of which only differences mean something. What a protocol
     * measures or waits by goes by this clock, which need not be that of the machine.
     */
    long nanos();

    /**
     * Returns what is left of {@code timeout} since {@link Sender#send} was called, at least a millisecond: for one
     * deadline over connecting, sending and all reads, to be set before each of them. A limit for each read alone never
     * ends a request whose answer comes byte by byte.
     *
     * @throws SocketTimeoutException if nothing is left; it fails the request under the kind {@code timeout}
     */
    Duration left(Duration timeout) throws SocketTimeoutException;

    /**
     * Waits, by the run's clock, as before another attempt; part of the request's time.
     *
     * @throws InterruptedException if the run wants the user to stop
     */
    void sleep(Duration time) throws InterruptedException;

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
