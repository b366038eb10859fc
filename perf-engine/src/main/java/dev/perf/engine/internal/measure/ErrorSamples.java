package dev.perf.engine.internal.measure;

import dev.perf.result.ErrorSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A few of many failures alike: the first, the last, and others of which each that was offered has the same chance (Vitter,
 * Random Sampling with a Reservoir, 1985, algorithm R). What is offered is at most one each second, so that a run in which
 * everything fails makes no more of them. Thread-safe.
 */
public final class ErrorSamples {

    /** So many are kept. */
    static final int MOST = 5;

    private static final int BETWEEN = MOST - 2;

    private final AtomicLong wantedFrom = new AtomicLong(Long.MIN_VALUE);
    private final ReentrantLock lock = new ReentrantLock(); // guards what follows
    private final SplittableRandom random;
    private final List<ErrorSample> between = new ArrayList<>(BETWEEN);
    private @Nullable ErrorSample first;
    private @Nullable ErrorSample last;
    private int offered;

    ErrorSamples(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Tells one of those who ask that a sample of a failure at {@code at} is wanted, and none for a while after that. */
    boolean isWanted(long at, long pauseNanos) {
        long from = wantedFrom.get();
        return at >= from && wantedFrom.compareAndSet(from, at + pauseNanos);
    }

    /** Offers a sample; one that comes at the same moment as another is lost, for nobody is to wait. */
    public void offer(ErrorSample sample) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (first == null) {
                first = sample;
                return;
            }
            if (last != null) {
                offerBetween(last);
            }
            last = sample;
        } finally {
            lock.unlock();
        }
    }

    private void offerBetween(ErrorSample sample) {
        offered++;
        if (between.size() < BETWEEN) {
            between.add(sample);
            return;
        }
        int place = random.nextInt(offered);
        if (place < BETWEEN) {
            between.set(place, sample);
        }
    }

    /** Keeps what another has kept. */
    void become(List<ErrorSample> others) {
        lock.lock();
        try {
            first = null;
            last = null;
            between.clear();
            between.addAll(others);
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is kept, in order of time. */
    List<ErrorSample> all() {
        lock.lock();
        try {
            var all = new ArrayList<ErrorSample>(between);
            if (first != null) {
                all.add(first);
            }
            if (last != null) {
                all.add(last);
            }
            all.sort(Comparator.comparing(ErrorSample::at));
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Returns {@code most} of {@code all}, which are in order: the first, the last, and others evenly between them. */
    static List<ErrorSample> some(List<ErrorSample> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        var some = new ArrayList<ErrorSample>(most);
        for (int i = 0; i < most; i++) {
            some.add(all.get(most == 1 ? 0 : i * (all.size() - 1) / (most - 1)));
        }
        return some;
    }
}
