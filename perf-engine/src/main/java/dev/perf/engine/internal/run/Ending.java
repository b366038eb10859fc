package dev.perf.engine.internal.run;

import dev.perf.engine.internal.run.LoadRun.Stop;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether a run ends early, and why: the reason that comes first counts. Thread-safe. */
final class Ending {

    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final AtomicBoolean aborted = new AtomicBoolean();
    private volatile boolean hurried;

    /** Returns whether this reason is the first. */
    boolean stop(Stop why) {
        return stop.compareAndSet(null, why);
    }

    /** Returns whether nobody has aborted the run before. */
    boolean abort() {
        return aborted.compareAndSet(false, true);
    }

    /** Somebody wants the run to end, so nothing is waited for behind the end. */
    void hurry() {
        hurried = true;
    }

    /** Returns why the run ends early; null where it does not. */
    @Nullable
    Stop reason() {
        return stop.get();
    }

    boolean isStopped() {
        return stop.get() != null;
    }

    boolean isAborted() {
        return aborted.get();
    }

    boolean isHurried() {
        return hurried;
    }
}
