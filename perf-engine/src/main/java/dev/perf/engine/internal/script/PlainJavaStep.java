package dev.perf.engine.internal.script;

import dev.perf.engine.internal.health.PlainJava;
import org.jspecify.annotations.Nullable;

/** The step in plain Java that a user is in, for those who look on. Written by the user's thread. */
final class PlainJavaStep implements PlainJava.Worker {

    private final PlainJava workers;
    private @Nullable String step;
    private String name = "";
    private boolean failed;
    private long since;
    private @Nullable Thread thread;

    private PlainJavaStep(PlainJava workers) {
        this.workers = workers;
    }

    /** A user comes to its first such step: enters it among {@code workers}. */
    static PlainJavaStep enteredIn(PlainJava workers) {
        var entered = new PlainJavaStep(workers);
        workers.add(entered);
        return entered;
    }

    /** The user begins such a step. */
    void begins(String next, long now) {
        name = next;
        failed = false;
        since = now;
        thread = Thread.currentThread();
        step = next;
    }

    /** The step is over; its thread is forgotten, for a user that thinks has none. */
    void ends() {
        step = null;
        thread = null;
    }

    /** Returns the name of the step that the user is in, or was in last. */
    String name() {
        return name;
    }

    /** The user's code says that the step has failed. */
    void fail() {
        failed = true;
    }

    /** Tells whether the user's code has said so of the step that the user is in, or was in last. */
    boolean hasFailed() {
        return failed;
    }

    /** The user has ended. */
    void close() {
        workers.remove(this);
    }

    @Override
    public @Nullable String step() {
        return step;
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public @Nullable Thread thread() {
        return thread;
    }
}
