package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.worker.Worker;
import dev.perf.distributed.internal.worker.WorkerOrder;
import dev.perf.distributed.internal.worker.WorkerReport;
import dev.perf.distributed.internal.worker.WorkerStart;
import dev.perf.engine.fleet.Share;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker that puts on no load, but notes when it would have, and gives out an entry per second. */
final class FakeWorker implements Worker {

    /** What a worker does. */
    static final class Script {

        @Nullable
        String prepareFailure;

        Duration prepareTakes = Duration.ZERO;
        boolean isDeaf;

        @Nullable
        String setUpFailure;

        boolean neverSetsUp;
        boolean neverEnds;
        int seconds = 20;
        int entryBytes = 10;
    }

    private static final Duration TICK = Duration.ofMillis(10);

    final WorkerStart start;
    final List<WorkerOrder> orders = new ArrayList<>();
    /** When load was put on, by the simulation's loop of the agent. */
    final List<Long> load = new ArrayList<>();

    private final Listener listener;
    private final Loop loop;
    private final Script script;
    Share share = Share.WHOLE;
    long begunAt;
    boolean isClosed;
    private long allowedUntil = Long.MIN_VALUE;
    private boolean isStopped;
    private boolean isFrozen;
    private int second;

    FakeWorker(WorkerStart start, Listener listener, Loop loop, Script script) {
        this.start = start;
        this.listener = listener;
        this.loop = loop;
        this.script = script;
        beat();
    }

    private void beat() {
        if (!isClosed && !isFrozen) {
            report(new WorkerReport.Alive());
            loop.after(start.heartbeat(), this::beat);
        }
    }

    /** Stands still for ever, as after SIGSTOP. */
    void freeze() {
        isFrozen = true;
    }

    @Override
    public void order(WorkerOrder order) {
        if (!(order instanceof WorkerOrder.AllowedUntil)) {
            orders.add(order);
        }
        if (script.isDeaf || isClosed || isFrozen) {
            return;
        }
        switch (order) {
            case WorkerOrder.Prepare(byte[] recipe, Share first) -> {
                share = first;
                loop.after(script.prepareTakes, this::prepared);
            }
            case WorkerOrder.SetUp() -> {
                if (!script.neverSetsUp) {
                    report(new WorkerReport.SetUp(script.setUpFailure, new byte[] {1, 2, 3}));
                }
            }
            case WorkerOrder.Begin(long startNanos) ->
                loop.after(Duration.ofNanos(startNanos - loop.nanos()), () -> begin(startNanos));
            case WorkerOrder.Reshare(Share next, Duration from) -> share = next;
            case WorkerOrder.Stop stop -> stop();
            case WorkerOrder.Abort abort -> stop();
            case WorkerOrder.AllowedUntil(long nanos) -> allowedUntil = nanos;
            case WorkerOrder.TearDown() -> report(new WorkerReport.TornDown(null));
            case WorkerOrder.BeginWith begin -> {}
            case WorkerOrder.Pause pause -> {}
            case WorkerOrder.Resume resume -> {}
            case WorkerOrder.SetRate rate -> {}
            case WorkerOrder.SetUsers users -> {}
            case WorkerOrder.BeginWorkload begin -> {}
        }
    }

    private void prepared() {
        report(
                script.prepareFailure == null
                        ? new WorkerReport.Prepared(Duration.ofMillis(10))
                        : new WorkerReport.PrepareFailed(script.prepareFailure));
    }

    private void begin(long startNanos) {
        begunAt = loop.nanos();
        report(new WorkerReport.Begun(Duration.ofNanos(begunAt - startNanos)));
        tick();
        entries();
    }

    private void tick() {
        if (isStopped || isClosed || isFrozen) {
            return;
        }
        if (loop.nanos() <= allowedUntil && share.weights().get(share.index()) > 0) {
            load.add(loop.nanos());
        }
        loop.after(TICK, this::tick);
    }

    private void entries() {
        if (isClosed || isFrozen) {
            return;
        }
        var text = new StringBuilder("entry " + ++second);
        while (text.length() < script.entryBytes) {
            text.append('.');
        }
        report(new WorkerReport.Entry(text.toString().getBytes(StandardCharsets.UTF_8)));
        if (second >= script.seconds || isStopped) {
            if (!script.neverEnds) {
                isStopped = true;
                report(new WorkerReport.Ended());
            }
        } else {
            loop.after(Duration.ofSeconds(1), this::entries);
        }
    }

    private void stop() {
        isStopped = true;
    }

    /** Ends of itself. */
    void die(String cause) {
        isClosed = true;
        report(new WorkerReport.Died(cause, "the end of its output"));
    }

    void report(WorkerReport report) {
        loop.execute(() -> listener.reported(report));
    }

    @Override
    public void close() {
        if (!isClosed) {
            die("killed by its agent");
        }
    }
}
