package dev.perf.engine.internal.script;

import dev.perf.engine.internal.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The ways on which one user does several things at the same time: each with connections of its own, which it keeps, and
 * a virtual thread while there is something to do. The first one travels over the user's own connection.
 *
 * <p>The lanes share nothing that changes but what is thread-safe: each works on what the user has in its session and
 * its states as on a copy, and the user makes their changes its own when all have ended.
 */
public final class Lanes {

    private final VirtualUser user;
    private final List<Lane> lanes = new ArrayList<>();
    private @Nullable BackgroundLanes background;

    Lanes(VirtualUser user) {
        this.user = user;
        user.states().beforeLanes();
    }

    /** What is done on a lane. */
    @FunctionalInterface
    public interface Task {
        /**
         * Does it.
         *
         * @param lane second self of the user, which sees what the user did before
         * @throws StepsEndedException if it is ended; how is asked of the user when all have ended
         */
        void run(int index, VirtualUser lane) throws InterruptedException, StepsEndedException;
    }

    /** Things being done. */
    private static final class Batch {
        final Task task;
        final List<Runnable>[] changes;
        final AtomicInteger next;
        final AtomicInteger running;
        final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        Batch(Task task, int size, int lanes) {
            this.task = task;
            this.changes = new List[size];
            this.next = new AtomicInteger(lanes);
            this.running = new AtomicInteger(lanes);
        }
    }

    /** The first things are done each on the lane of its number, so that the same seed makes the same choices. */
    private static void work(int number, Lane lane, Batch batch) {
        try {
            for (int i = number; i < batch.changes.length; i = batch.next.getAndIncrement()) {
                lane.self().states().beginsTask();
                try {
                    batch.task.run(i, lane.self());
                } catch (StepsEndedException ended) {
                    lane.self().standing().exitAfterStep(ended);
                }
                batch.changes[i] = lane.endsTask();
            }
        } catch (InterruptedException | RuntimeException | Error thrown) {
            batch.fault.compareAndSet(null, thrown);
            lane.cutOff(thrown);
        } finally {
            lane.self().rest();
        }
    }

    /**
     * Does {@code task} for each index below {@code size}, up to {@code atOnce} at the same time.
     *
     * @throws InterruptedException if the user is interrupted; the lanes have been, too, and have ended
     */
    public void run(int size, int atOnce, Task task) throws InterruptedException {
        int count = Math.min(size, atOnce);
        var batch = new Batch(task, size, count);
        user.rest();
        for (int i = 0; i < count; i++) {
            if (i == lanes.size()) {
                lanes.add(new Lane(user, user.session(), i == 0));
            }
            lanes.get(i).self().standInFor(user);
        }
        boolean interrupted = work(batch, count);
        for (int i = 0; i < count; i++) {
            user.joined(lanes.get(i).self());
        }
        rethrow(interrupted ? new InterruptedException() : batch.fault.get());
        for (List<Runnable> changes : batch.changes) {
            changes.forEach(Runnable::run);
        }
        user.stepEnded(user.clock().nanos());
    }

    static void rethrow(@Nullable Throwable fault) throws InterruptedException {
        switch (fault) {
            case null -> {}
            case InterruptedException ignored -> throw new InterruptedException();
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    /** Returns whether the user was interrupted meanwhile. */
    private boolean work(Batch batch, int count) {
        Clock clock = user.clock();
        Thread waiting = Thread.currentThread();
        var threads = new ArrayList<Thread>(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(clock.startUser(waiting.getName() + ", lane " + (i + 1), () -> {
                try {
                    work(number, lanes.get(number), batch);
                } finally {
                    if (batch.running.decrementAndGet() == 0) {
                        clock.wake(waiting);
                    }
                }
            }));
        }
        boolean interrupted = false;
        while (batch.running.get() > 0) {
            try {
                clock.await(() -> batch.running.get() == 0);
            } catch (InterruptedException stop) {
                interrupted = true;
                threads.forEach(clock::interrupt);
            }
        }
        return interrupted;
    }

    /** Returns what the user does in the background. */
    BackgroundLanes background() {
        BackgroundLanes known = background;
        if (known == null) {
            known = new BackgroundLanes(user);
            background = known;
        }
        return known;
    }

    /** The user has ended an iteration. */
    void iterationEnded() {
        lanes.forEach(lane -> lane.self().iterationEnded());
        if (background != null) {
            background.iterationEnded();
        }
    }

    /** The user has ended. */
    void close() {
        lanes.forEach(lane -> lane.self().close());
        if (background != null) {
            background.close();
        }
    }
}
