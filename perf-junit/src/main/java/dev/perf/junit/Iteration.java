package dev.perf.junit;

import dev.perf.scenario.User;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One pass through a {@link PerfLoad} method, a parameter of it. The hooks of an iteration see the same one. Belongs to
 * the thread of its virtual user; not to be shared.
 */
@SuppressWarnings("UnusedVariable") // written through handles, so that what was computed for them must be computed
public final class Iteration {

    private static final VarHandle VALUE = handle("value", Object.class);
    private static final VarHandle NUMBER = handle("number", long.class);
    private static final VarHandle FRACTION = handle("fraction", double.class);

    private final User user;
    private final long index;

    private @Nullable Object value;
    private long number;
    private double fraction;

    Iteration(User user, long index) {
        this.user = user;
        this.index = index;
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(Iteration.class, field, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Returns how many iterations of the load have begun before this one, those of the warm-up included: 0, 1, 2, ... */
    public long index() {
        return index;
    }

    /** Returns the user's source of random numbers, which follows from the run's seed. */
    public RandomGenerator random() {
        return user.random();
    }

    /** Counts a check; see {@link User#check}. */
    public boolean check(String name, boolean holds) {
        return user.check(name, holds);
    }

    /** Returns the virtual user that goes through the iteration: to send requests, tag samples, time groups. */
    public User user() {
        return user;
    }

    /**
     * Uses a value, so that the compiler cannot leave out what computed it.
     *
     * @return this
     */
    public Iteration consume(@Nullable Object used) {
        VALUE.setRelease(this, used);
        return this;
    }

    /**
     * Uses a number, as {@link #consume(Object)} does, but without an object around it.
     *
     * @return this
     */
    public Iteration consume(long used) {
        NUMBER.setRelease(this, used);
        return this;
    }

    /**
     * Uses a number, as {@link #consume(long)} does.
     *
     * @return this
     */
    public Iteration consume(double used) {
        FRACTION.setRelease(this, used);
        return this;
    }
}
