package dev.perf.engine.internal.health;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How long steps in plain Java computed without a break, and which: each of them keeps a carrier, that other users wait
 * for. A thread looks at the steps that are under way each 25 ms, and one that it sees compute three times in a row is
 * reported from then on: nothing below 75 ms is, and all from 100 ms on.
 *
 * <p>Nobody tells the CPU time of a virtual thread. But one that waits says so by its state, one that waits for a carrier
 * is seen where it was parked, and what is left computes.
 */
final class ComputingSteps implements Sensor {

    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(25);

    /** How often in a row a step is seen before it counts. */
    private static final int ENOUGH = 3;

    /** To look at the stack of a thread stops it for a moment, and in an overload thousands may be ready to run. */
    private static final int MOST_STACKS = 256;

    /** A step that was seen computing, and from when on. */
    private record Sight(String step, long began, long from, int times) {}

    /** What one step was seen to take. */
    private static final class Account {
        long sum;
        long longest;
        String where = "";
    }

    private final PlainJava steps;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Account> accounts = new HashMap<>(); // guarded by lock
    private long computedNanos; // guarded by lock
    private Map<PlainJava.Worker, Sight> sights = new HashMap<>(); // of the looking thread
    private long lastLook; // of the looking thread
    private @Nullable Lookout lookout;

    ComputingSteps(PlainJava steps) {
        this.steps = steps;
    }

    /** Begins to look, on a thread of its own. */
    static ComputingSteps watching(PlainJava steps) {
        var sensor = new ComputingSteps(steps);
        sensor.lookout = Lookout.begin("perf-steps", PERIOD, sensor::look);
        return sensor;
    }

    /** Looks once. */
    void look(long now) {
        var seen = new HashMap<PlainJava.Worker, Sight>();
        int stacks = 0;
        for (PlainJava.Worker worker : steps.workers()) {
            String step = worker.step();
            Thread thread = worker.thread();
            long began = worker.since();
            if (step == null || thread == null || now - began < PERIOD || thread.getState() != Thread.State.RUNNABLE) {
                continue;
            }
            if (stacks++ >= MOST_STACKS) {
                break;
            }
            StackTraceElement place = StackPlaces.computing(thread.getStackTrace());
            if (place != null) {
                seen.put(worker, sight(worker, step, began, now, place));
            }
        }
        sights = seen;
        lastLook = now;
    }

    private Sight sight(PlainJava.Worker worker, String step, long began, long now, StackTraceElement place) {
        Sight before = sights.get(worker);
        if (before == null || before.began() != began || !before.step().equals(step)) {
            // A step that computed from its beginning on was too young the last time.
            return new Sight(step, began, now - began < 3 * PERIOD ? began : now, 1);
        }
        var sight = new Sight(step, began, before.from(), before.times() + 1);
        if (sight.times() >= ENOUGH) {
            account(sight, now, place);
        }
        return sight;
    }

    private void account(Sight sight, long now, StackTraceElement place) {
        long more = now - (sight.times() == ENOUGH ? sight.from() : lastLook);
        lock.lock();
        try {
            Account account = accounts.computeIfAbsent(sight.step(), ignored -> new Account());
            account.sum += more;
            computedNanos += more;
            if (now - sight.from() > account.longest) {
                account.longest = now - sight.from();
                account.where = StackPlaces.text(place);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void read(Reading reading) {
        double carriers = Carriers.count();
        lock.lock();
        try {
            reading.put(Vital.COMPUTING, Math.min(1, computedNanos / 1e9 / reading.seconds() / carriers));
            computedNanos = 0;
            String worst = worst();
            if (worst != null) {
                reading.note(Vital.COMPUTING, worst);
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable String worst() {
        String worst = null;
        long most = 0;
        for (Map.Entry<String, Account> entry : accounts.entrySet()) {
            Account account = entry.getValue();
            if (account.sum > most) {
                most = account.sum;
                worst = String.format(
                        Locale.ROOT,
                        "step \"%s\" kept a processor busy for %d ms at a time, at %s",
                        entry.getKey(),
                        TimeUnit.NANOSECONDS.toMillis(account.longest),
                        account.where);
            }
        }
        return worst;
    }

    @Override
    public void close() {
        if (lookout != null) {
            lookout.close();
        }
    }
}
