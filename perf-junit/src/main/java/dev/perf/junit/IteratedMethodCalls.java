package dev.perf.junit;

import static dev.perf.Perf.counter;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitBlockOnFail;

import dev.perf.metric.Counter;
import dev.perf.scenario.Action;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.SkippedIterationException;
import dev.perf.scenario.Step;
import dev.perf.scenario.User;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** The calls that an iteration consists of. Called by all users at once. */
final class IteratedMethodCalls {

    static final Counter SKIPPED = counter("skipped_iterations");

    /** Where a user keeps its iteration for the hooks. */
    private static final String KEY = "perf.iteration";

    private final Call body;
    private final List<Call> before;
    private final List<Call> after;
    private final AtomicLong begun = new AtomicLong();

    IteratedMethodCalls(Call body, List<Call> before, List<Call> after) {
        this.body = body;
        this.before = before;
        this.after = after;
    }

    /**
     * A method and what to call it with.
     *
     * @param arguments with room for those that an iteration brings along
     */
    record Call(Method method, Object target, @Nullable Object... arguments) {

        String name() {
            return method.getName();
        }

        /** Calls the method; an exception of its is thrown as it is. */
        void in(Iteration it) throws Exception {
            @Nullable Object[] all = arguments.clone();
            Class<?>[] types = method.getParameterTypes();
            for (int i = 0; i < all.length; i++) {
                if (types[i] == Iteration.class) {
                    all[i] = it;
                } else if (types[i] == User.class) {
                    all[i] = it.user();
                }
            }
            try {
                method.invoke(target, all);
            } catch (InvocationTargetException thrown) {
                switch (thrown.getCause()) {
                    case TestAbortedException skipped -> {
                        SKIPPED.increment(it.user());
                        throw new SkippedIterationException(String.valueOf(skipped.getMessage()));
                    }
                    case Exception exception -> throw exception;
                    case Error error -> throw error;
                    case null, default -> throw thrown;
                }
            }
        }
    }

    /** Returns the scenario. Whatever fails in front of them, the hooks behind an iteration are called. */
    Scenario scenario() {
        if (before.isEmpty() && after.isEmpty()) {
            return Scenario.of(body.name()).exec(body.name(), user -> body.in(next(user)));
        }
        var guarded = new ArrayList<Step>();
        before.forEach(hook ->
                guarded.add(exec(hook.name(), hooked(hook, guarded.isEmpty())).unmeasured()));
        guarded.add(exec(body.name(), hooked(body, guarded.isEmpty())));
        Scenario scenario = Scenario.of(body.name()).exec(exitBlockOnFail(guarded.toArray(Step[]::new)));
        for (Call hook : after) {
            scenario = scenario.exec(exitBlockOnFail(
                    exec(hook.name(), user -> hook.in(current(user))).unmeasured()));
        }
        return scenario;
    }

    /** Returns a step with hooks behind it, which are called at once where the iteration ends with this step. */
    private Action hooked(Call call, boolean first) {
        return user -> {
            Iteration it = first ? next(user) : current(user);
            try {
                call.in(it);
            } catch (InterruptedException cutOff) {
                addIfPresent(cutOff, cleanedUp(it));
                throw cutOff;
            } catch (SkippedIterationException skipped) {
                Exception failure = cleanedUp(it);
                throw failure == null ? skipped : failure;
            } catch (Exception thrown) {
                if (Thread.interrupted()) { // many clients wrap the interruption in an exception of their own
                    addIfPresent(thrown, cleanedUp(it));
                    Thread.currentThread().interrupt();
                }
                throw thrown;
            }
        };
    }

    private Iteration next(User user) {
        var next = new Iteration(user, begun.getAndIncrement());
        if (!before.isEmpty() || !after.isEmpty()) {
            user.session().set(KEY, next);
        }
        return next;
    }

    private static Iteration current(User user) {
        return (Iteration) user.session().get(KEY);
    }

    /** Calls all hooks behind an iteration, and returns what failed in them, if anything did. */
    private @Nullable Exception cleanedUp(Iteration it) {
        Exception failure = null;
        for (Call hook : after) {
            try {
                hook.in(it);
            } catch (Exception thrown) {
                addIfPresent(thrown, failure);
                failure = thrown;
            }
        }
        return failure;
    }

    private static void addIfPresent(Exception thrown, @Nullable Exception other) {
        if (other != null) {
            thrown.addSuppressed(other);
        }
    }
}
