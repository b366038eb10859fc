package dev.perf.engine.internal.health;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The users of a run that do steps in plain Java, for somebody who looks now and then at what they are doing.
 * Thread-safe.
 */
public final class PlainJava {

    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();

    /**
     * One user. It tells what it does without a lock or a fence, for that would cost each step more than to be looked at
     * is worth: what others see may be late, or of two steps.
     */
    public interface Worker {

        /** Returns the name of the step that the user is in; null where it is in none. */
        @Nullable
        String step();

        /** Returns when the user began it, by {@link System#nanoTime}. */
        long since();

        /** Returns the thread that it is done on; null before the first. */
        @Nullable
        Thread thread();
    }

    /** A user comes to its first step in plain Java. */
    public void add(Worker worker) {
        workers.add(worker);
    }

    /** A user has ended. */
    public void remove(Worker worker) {
        workers.remove(worker);
    }

    Collection<Worker> workers() {
        return workers;
    }
}
