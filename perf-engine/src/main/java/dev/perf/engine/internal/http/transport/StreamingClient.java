package dev.perf.engine.internal.http.transport;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The {@code java.net.http} client for what outlives a request and its response, whichever transport the requests of
 * the run use. Made when first asked for. Thread-safe.
 */
public final class StreamingClient implements AutoCloseable {

    private final TransportSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable HttpClient client;
    private @Nullable ExecutorService executor;
    private boolean closed;

    /** Contacts nobody, and makes nothing yet. */
    public StreamingClient(TransportSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns the client.
     *
     * @throws IllegalStateException if it was closed
     */
    public HttpClient client() {
        HttpClient known = client;
        return known == null ? make() : known;
    }

    private HttpClient make() {
        lock.lock();
        try {
            HttpClient known = client;
            if (known != null) {
                return known;
            }
            if (closed) {
                throw new IllegalStateException("the run has ended");
            }
            ExecutorService threads = Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("perf-streaming-", 0).factory());
            HttpClient made = JdkTransport.client(settings, HttpClient.Version.HTTP_1_1, threads);
            executor = threads;
            client = made;
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** Names what the client threw instead of the head of a response; it does not say whether it was connected. */
    public static TransportException headFailure(Origin origin, Throwable thrown) {
        Phase phase = thrown instanceof ConnectException ? Phase.CONNECTING : Phase.WAITING;
        return failure(origin, phase, thrown);
    }

    /** Names what the client threw when it was connected to {@code origin}. */
    public static TransportException failure(Origin origin, Throwable thrown) {
        return failure(origin, Phase.RECEIVING, thrown);
    }

    private static TransportException failure(Origin origin, Phase phase, Throwable thrown) {
        return Failures.failure(origin, phase, JdkFailures.kind(phase, thrown), thrown);
    }

    /** Cuts off all that is still open. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            HttpClient known = client;
            if (known != null) {
                known.shutdownNow();
            }
            if (executor != null) {
                executor.shutdownNow();
            }
        } finally {
            lock.unlock();
        }
    }
}
