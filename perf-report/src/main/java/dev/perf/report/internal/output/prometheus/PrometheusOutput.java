package dev.perf.report.internal.output.prometheus;

import dev.perf.output.OpenOutput;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The numbers of one run, for whoever fetches them. */
final class PrometheusOutput implements OpenOutput {

    private final Exposition exposition;
    private final MetricsServer server;
    private final Duration linger;

    /** The run adds intervals, and threads of the server read; neither takes longer than a few milliseconds. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean ended;
    private volatile boolean isScraped;
    private long lingersUntil;

    /**
     * Creates the output and begins to listen.
     *
     * @throws IOException if it cannot listen there
     */
    PrometheusOutput(PrometheusSettings settings, Exposition exposition, Duration linger) throws IOException {
        this.exposition = exposition;
        this.linger = linger;
        this.server = new MetricsServer(settings.listening(), this::scrape);
    }

    /** Only a scrape that begins after the end has the last numbers. */
    private Scrape scrape() {
        boolean last = ended;
        lock.lock();
        try {
            return new Scrape(exposition.families().snapshots(), last ? this::scrapedAtEnd : () -> {});
        } finally {
            lock.unlock();
        }
    }

    private void scrapedAtEnd() {
        isScraped = true;
    }

    @Override
    public List<String> notes() {
        return List.of("metrics for Prometheus at " + server.url());
    }

    @Override
    public void add(Instant at, Snapshot snapshot) {
        lock.lock();
        try {
            exposition.add(snapshot);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<String> end(RunResult result) {
        lock.lock();
        try {
            exposition.end(result);
        } finally {
            lock.unlock();
        }
        ended = true;
        lingersUntil = System.nanoTime() + linger.toNanos();
        return List.of();
    }

    @Override
    public @Nullable String awaited() {
        return linger.isZero() || isScraped || System.nanoTime() - lingersUntil >= 0
                ? null
                : "a last scrape of " + server.url();
    }

    @Override
    public void close() {
        server.close();
    }
}
