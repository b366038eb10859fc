package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.RequestWatch;
import dev.perf.event.RequestEvent;
import dev.perf.plan.Observation.RequestListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells listeners of requests, on a thread of its own: a listener that ran on the user's thread would be measured as
 * lateness of the user's next request. Users put events into a queue without waiting; where it is full, they are lost
 * and counted.
 */
final class RequestDispatcher implements RequestWatch {

    /** How many requests may wait to be told: 20 to 40 MB. */
    static final int ROOM = 100_000;

    /** Waking the thread for each event would cost the users more than the event. */
    private static final long LOOK_AGAIN_NANOS = 5_000_000;

    private final List<Told> listeners;
    private final Duration patience;
    private final Queue<RequestEvent> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final LongAdder told = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Thread thread;
    private volatile boolean ending;
    private volatile boolean givenUp;

    /** A listener, and how often it threw. */
    private static final class Told {
        final RequestListener listener;
        final AtomicLong failures = new AtomicLong();
        volatile String first = "";

        Told(RequestListener listener) {
            this.listener = listener;
        }

        void tell(RequestEvent event) {
            try {
                if (listener.filter().test(event)) {
                    listener.listener().accept(event);
                }
            } catch (RuntimeException | Error thrown) {
                if (failures.get() == 0) {
                    first = thrown.toString();
                }
                failures.incrementAndGet();
            }
        }
    }

    /** @param patience how long the listeners may go on when the run has ended */
    RequestDispatcher(String test, List<RequestListener> listeners, Duration patience) {
        this.listeners = listeners.stream().map(Told::new).toList();
        this.patience = patience;
        this.thread = Thread.ofPlatform().daemon().name("perf-events-" + test).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void tell(RequestEvent event) {
        if (size.incrementAndGet() > ROOM) {
            size.decrementAndGet();
            lost.increment();
            return;
        }
        waiting.add(event);
    }

    private void run() {
        while (!givenUp) {
            boolean last = ending; // read before the queue: what came before the end is told
            for (RequestEvent event = waiting.poll(); event != null && !givenUp; event = waiting.poll()) {
                size.decrementAndGet();
                for (Told each : listeners) {
                    each.tell(event);
                }
                told.increment();
            }
            if (last) {
                return;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** All users have ended: the listeners are told of what waits, as long as the patience lasts. */
    void end() throws InterruptedException {
        ending = true;
        LockSupport.unpark(thread);
        if (!thread.join(patience)) {
            givenUp = true;
            lost.add(size.get());
            thread.interrupt();
        }
    }

    /** Nobody is told any more: the run ends by a fault, or has ended. */
    void abandon() {
        givenUp = true;
        LockSupport.unpark(thread);
    }

    /** Returns what is to be known of the listeners. */
    List<String> warnings() {
        var warnings = new ArrayList<String>();
        for (Told each : listeners) {
            long failures = each.failures.get();
            if (failures > 0) {
                warnings.add("The listener onRequest at " + each.listener.location() + " threw " + failures
                        + (failures == 1 ? " time: " : " times, first ") + each.first
                        + ". All requests were measured all the same.");
            }
        }
        if (lost.sum() > 0) {
            warnings.add("Listeners of onRequest were told of " + told.sum() + " requests and not of " + lost.sum()
                    + ", for they took longer than the requests came; let them do less, or filter.");
        }
        return warnings;
    }
}
