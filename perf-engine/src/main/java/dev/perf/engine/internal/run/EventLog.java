package dev.perf.engine.internal.run;

import dev.perf.result.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What was done to a run, in order. Bounded, for who controls a run by a program may do so for a day. Thread-safe. */
final class EventLog {

    static final int MOST = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<RunEvent> events = new ArrayList<>();
    private List<RunEvent> news = new ArrayList<>();
    private long omitted;

    void add(RunEvent event) {
        lock.lock();
        try {
            if (events.size() < MOST) {
                events.add(event);
            } else {
                omitted++;
            }
            if (news.size() < MOST) {
                news.add(event);
            }
        } finally {
            lock.unlock();
        }
    }

    /** There were so many more that are not kept. */
    void omit(long more) {
        lock.lock();
        try {
            omitted += more;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what was added since the last call. */
    List<RunEvent> takeNews() {
        lock.lock();
        try {
            List<RunEvent> taken = news;
            news = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the first acts, as many as are kept. */
    List<RunEvent> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many acts were not kept. */
    long omitted() {
        lock.lock();
        try {
            return omitted;
        } finally {
            lock.unlock();
        }
    }
}
