package dev.perf.engine.internal.http;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.script.LaneSession;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The ways on which one user sends several requests at the same time: each with a connection of its own, which it
 * keeps, and a virtual thread while there is something to send. The first one travels over the user's own connection.
 *
 * <p>The lanes share nothing that changes but what is thread-safe: each works on copies of the user's cookies and on a
 * view of its session, and the user takes their changes over when all have ended.
 */
final class Lanes {

    /** Nobody waits that long: the wait ends when the lanes do. */
    private static final long LONG_NANOS = Duration.ofHours(1).toNanos();

    private final VirtualUser user;
    private final HttpUserState state;
    private final List<Lane> lanes = new ArrayList<>();

    Lanes(VirtualUser user, HttpUserState state) {
        this.user = user;
        this.state = state;
        state.cache(); // made before several threads ask for it
    }

    /** One way. */
    private static final class Lane {
        final LaneSession session;
        final HttpUserState state;
        final VirtualUser user;

        Lane(VirtualUser whose, HttpUserState state) {
            this.session = new LaneSession(whose.session());
            this.state = state;
            this.user = whose.lane(session, state);
        }
    }

    /**
     * What one request does on a lane.
     *
     * <p>The user is that lane's, and sees what the user of the batch did before it.
     */
    interface Task {
        @Nullable
        HttpResponse run(int index, VirtualUser user, HttpUserState state) throws InterruptedException;
    }

    /** Requests being sent. */
    private static final class Batch {
        final Task task;
        final int size;
        final Map<String, Object>[] changes;
        final List<Cookie>[] cookies;
        final @Nullable HttpResponse[] responses;
        final AtomicInteger next = new AtomicInteger();
        final AtomicInteger running;
        final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        Batch(Task task, int size, int lanes) {
            this.task = task;
            this.size = size;
            this.changes = new Map[size];
            this.cookies = new List[size];
            this.responses = new HttpResponse[size];
            this.running = new AtomicInteger(lanes);
        }
    }

    /**
     * Does {@code task} for each index below {@code size}, up to {@code atOnce} at the same time.
     *
     * @return what the tasks returned
     * @throws InterruptedException if the user is interrupted; the lanes have been, too, and have ended
     */
    @Nullable
    HttpResponse[] run(int size, int atOnce, Task task) throws InterruptedException {
        int count = Math.min(size, atOnce);
        var batch = new Batch(task, size, count);
        user.rest();
        for (int i = 0; i < count; i++) {
            lane(i).state.begin(state);
            lane(i).user.standInFor(user);
        }
        start(batch, count);
        Throwable fault = batch.fault.get();
        if (fault instanceof InterruptedException) {
            throw new InterruptedException();
        }
        if (fault instanceof Error error) {
            throw error;
        }
        if (fault instanceof RuntimeException exception) {
            throw exception;
        }
        for (int i = 0; i < count; i++) {
            state.takeOver(lane(i).state);
            user.joined(lane(i).user);
        }
        for (int i = 0; i < size; i++) {
            LaneSession.apply(batch.changes[i], user.session());
            state.cookies.takeOver(batch.cookies[i]);
        }
        user.stepEnded(user.clock().nanos());
        return batch.responses;
    }

    private Lane lane(int index) {
        if (index == lanes.size()) {
            lanes.add(new Lane(user, state.newLane(index == 0)));
        }
        return lanes.get(index);
    }

    private void start(Batch batch, int count) throws InterruptedException {
        Clock clock = user.clock();
        Thread waiting = Thread.currentThread();
        var threads = new ArrayList<Thread>(count);
        for (int i = 0; i < count; i++) {
            Lane lane = lane(i);
            threads.add(clock.startUser(waiting.getName() + ", lane " + (i + 1), () -> {
                try {
                    work(lane, batch);
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
                clock.awaitUntil(clock.nanos() + LONG_NANOS, () -> batch.running.get() == 0);
            } catch (InterruptedException stop) {
                interrupted = true;
                threads.forEach(clock::interrupt);
            }
        }
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    private void work(Lane lane, Batch batch) {
        try {
            for (int i = batch.next.getAndIncrement(); i < batch.size; i = batch.next.getAndIncrement()) {
                lane.state.cookies.copyOf(state.cookies);
                batch.responses[i] = batch.task.run(i, lane.user, lane.state);
                batch.changes[i] = lane.session.takeChanges();
                batch.cookies[i] = lane.state.cookies.takeChanges();
            }
        } catch (InterruptedException | RuntimeException | Error thrown) {
            lane.session.takeChanges();
            batch.fault.compareAndSet(null, thrown);
        } finally {
            lane.user.rest();
        }
    }

    /** Closes the connections; the next requests open new ones. */
    void disconnect() {
        lanes.forEach(lane -> lane.state.channel.disconnect());
    }

    /** The user has ended. */
    void close() {
        lanes.forEach(lane -> lane.user.close());
    }
}
