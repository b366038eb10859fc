package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Frame;
import dev.perf.distributed.internal.message.Message;
import dev.perf.engine.fleet.FleetLoad.Watcher;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a run is, with the parts that agents have in it, and the ways to speak to them and to whoever watches. All state is
 * the loop's; who watches is called on a lane of its own, one call at a time.
 */
final class RunState {

    private static final Logger LOG = LoggerFactory.getLogger(RunState.class);

    /** How far a run is. */
    enum Phase {
        /** Agents get ready. */
        PREPARING,
        /** All are, and nobody has said begin. */
        READY,
        /** The load is on. */
        RUNNING,
        /** No iteration begins any more. */
        DRAINING,
        /** It is over. */
        CLOSED
    }

    final RunRequest request;
    final Loop loop;
    final Parts parts = new Parts();

    /** The thread of who watches. */
    final Executor watching;

    Phase phase = Phase.PREPARING;
    /** When the load begins or began. */
    long start;
    /** How often the load was divided anew. */
    int epoch;

    private final Coordinator.Access access;
    private @Nullable Watcher watcher;
    private boolean hasFailed;

    RunState(RunRequest request, Coordinator.Access access, Loop loop) {
        this.request = request;
        this.access = access;
        this.loop = loop;
        this.watching = loop.lane("perf-fleet-run");
    }

    String id() {
        return request.run();
    }

    String test() {
        return request.test();
    }

    /** Tells whether the load has begun and not ended. */
    boolean isUnderWay() {
        return phase == Phase.RUNNING || phase == Phase.DRAINING;
    }

    /** Tells whether the load is on and is to stay on. */
    boolean goesOn() {
        return phase == Phase.RUNNING && !hasFailed;
    }

    void send(Part part, Message message) {
        access.send(part.agent, new Frame(id(), epoch, 0, message), false);
    }

    void send(Part part, long sequence, Message message) {
        access.send(part.agent, new Frame(id(), epoch, sequence, message), false);
    }

    void sendUrgently(Part part, Message message) {
        access.send(part.agent, new Frame(id(), epoch, 0, message), true);
    }

    void watchedBy(@Nullable Watcher by) {
        watcher = by;
    }

    @Nullable
    Watcher watcher() {
        return watcher;
    }

    void tell(Consumer<Watcher> what) {
        Watcher to = watcher;
        if (to != null) {
            watching.execute(() -> what.accept(to));
        }
    }

    /** The run cannot go on: whoever watches is told so once, and is to stop it. */
    void fail(String reason) {
        if (!hasFailed) {
            hasFailed = true;
            LOG.warn("test \"{}\" cannot go on: {}", test(), reason);
            tell(to -> to.failed(reason));
        }
    }
}
