package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.Operation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The operation that a thread is at. Belongs to that thread. */
@SuppressWarnings("UnusedVariable") // written through handles, so that what was computed for them must be computed
final class Turn implements Operation {

    private static final VarHandle VALUE = handle("value", Object.class);
    private static final VarHandle NUMBER = handle("number", long.class);
    private static final VarHandle FRACTION = handle("fraction", double.class);

    private final int thread;
    private final RandomGenerator random;
    private long index;
    private long ended;

    // Written by release stores, each of which HotSpot keeps; of plain stores in a loop it would keep the last alone.
    private @Nullable Object value;
    private long number;
    private double fraction;

    Turn(int thread) {
        this.thread = thread;
        this.random = new SplittableRandom(thread);
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(Turn.class, field, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @Override
    public long index() {
        return index;
    }

    @Override
    public int thread() {
        return thread;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Operation consume(Object used) {
        use(used);
        return this;
    }

    @Override
    public Operation consume(long used) {
        NUMBER.setRelease(this, used);
        return this;
    }

    @Override
    public Operation consume(double used) {
        FRACTION.setRelease(this, used);
        return this;
    }

    void use(@Nullable Object used) {
        VALUE.setRelease(this, used);
    }

    /** Tells whether the last operation returned something that may not be done yet. */
    boolean leftSomethingUndone() {
        return value instanceof CompletionStage;
    }

    void next() {
        index++;
    }

    void end(long now) {
        ended = now;
    }

    /** Returns when the last batch ended. */
    long ended() {
        return ended;
    }

    /** Begins a round. */
    void reset() {
        index = 0;
    }
}
