package dev.perf.engine.internal.run;

import dev.perf.engine.internal.health.ListeningThread;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.measure.RequestWatch;
import dev.perf.event.RequestEvent;
import dev.perf.plan.Observation.RequestListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners of requests, on a thread of its own: a listener that ran on the user's thread would be measured as
 * lateness of the user's next request. Users put events into a queue without waiting; where it is full, they are lost
 * and counted.
 */
final class RequestDispatcher implements RequestWatch, ListeningThread {

    /** How many requests may wait to be told: 20 to 40 MB. */
    static final int ROOM = 100_000;

    /** Waking the thread for each event would cost the users more than the event. */
    private static final long LOOK_AGAIN_NANOS = 5_000_000;

    private final List<Told> listeners;
    private final Masks masks;
    private final Duration patience;
    private final Queue<RequestEvent> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final LongAdder told = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Thread thread;
    private volatile boolean ending;
    private volatile boolean givenUp;

    /** Each so many events are timed: to look at the clock costs as much as a small listener. */
    private static final int TIMED = 16;

    /** A listener, how often it threw, and how long it takes. */
    private static final class Told {
        final RequestListener listener;
        final AtomicLong failures = new AtomicLong();
        final AtomicLong timed = new AtomicLong();
        final AtomicLong nanos = new AtomicLong(); // of those that were timed
        volatile String first = "";

        Told(RequestListener listener) {
            this.listener = listener;
        }

        void tellTimed(RequestEvent event) {
            long start = System.nanoTime();
            tell(event);
            nanos.addAndGet(System.nanoTime() - start);
            timed.incrementAndGet();
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

    /**
     * Creates a dispatcher that has not begun.
     *
     * @param masks hides secrets in the URLs that are told
     * @param patience how long the listeners may go on when the run has ended
     */
    RequestDispatcher(String test, List<RequestListener> listeners, Masks masks, Duration patience) {
        this.listeners = listeners.stream().map(Told::new).toList();
        this.masks = masks;
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
        int count = 0;
        while (!givenUp) {
            boolean last = ending; // read before the queue: what came before the end is told
            for (RequestEvent event = waiting.poll(); event != null && !givenUp; event = waiting.poll()) {
                size.decrementAndGet();
                tell(masked(event), count++ % TIMED == 0);
                told.increment();
            }
            if (last) {
                return;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private void tell(RequestEvent event, boolean timed) {
        for (Told each : listeners) {
            if (timed) {
                each.tellTimed(event);
            } else {
                each.tell(event);
            }
        }
    }

    /** Listeners write logs, so they are told no more than the report is; done here, where it costs no user's time. */
    private RequestEvent masked(RequestEvent event) {
        String url = event.url();
        return url == null ? event : event.withUrl(masks.text(url));
    }

    @Override
    public long threadId() {
        return thread.threadId();
    }

    @Override
    public @Nullable String slowest() {
        return listeners.stream()
                .filter(each -> each.timed.get() > 0)
                .max(Comparator.comparingLong(each -> each.nanos.get()))
                .map(each -> "onRequest at " + each.listener.location() + " took "
                        + Math.ceilDiv(each.nanos.get() / each.timed.get(), 1_000) + " µs per request")
                .orElse(null);
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
