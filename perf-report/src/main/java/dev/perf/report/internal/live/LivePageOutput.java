package dev.perf.report.internal.live;

import dev.perf.output.OpenOutput;
import dev.perf.output.OutputRun;
import dev.perf.report.internal.web.Listening;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The live page of one run. Intervals wait in a bounded queue for a thread of the page, so that the run waits for nobody. */
final class LivePageOutput implements OpenOutput {

    /** How many intervals may wait for the thread of the page. */
    private static final int MOST_WAITING = 100;

    /** How long the end of the run waits for those who watch. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Watchers watchers;
    private final LiveServer server;
    private final Thread thread;
    private long missed;

    /**
     * Opens the page.
     *
     * @throws IOException if it cannot be served there
     */
    LivePageOutput(Listening listening, OutputRun run) throws IOException {
        this.watchers = new Watchers(new LiveState(run, Instant.now(), LiveState.MOST_POINTS));
        this.server = new LiveServer(listening, watchers, new Controls(run.control(), run.plannedLoad()));
        this.thread = Thread.ofPlatform().daemon().name("perf-live").start(this::work);
    }

    private void work() {
        try {
            while (true) {
                waiting.take().run();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<String> notes() {
        return List.of("Live page  " + server.url());
    }

    @Override
    public void add(Instant at, Snapshot snapshot) {
        later(() -> watchers.add(snapshot));
    }

    /** Has the thread of the page do something; what it has no room for is counted and never done. */
    void later(Runnable task) {
        if (!waiting.offer(task)) {
            missed++;
        }
    }

    @Override
    public List<String> end(RunResult result) {
        return missed == 0
                ? List.of()
                : List.of("The live page left out " + missed + (missed == 1 ? " interval" : " intervals")
                        + ", for it had no time to take them.");
    }

    @Override
    public void reported(RunResult result) {
        var told = new CountDownLatch(1);
        try {
            boolean taken = waiting.offer(
                    () -> {
                        watchers.end(result);
                        told.countDown();
                    },
                    PATIENCE.toMillis(),
                    TimeUnit.MILLISECONDS);
            if (taken && told.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                watchers.awaitNobody(PATIENCE);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watchers.close();
        server.close();
        thread.interrupt();
    }
}
