package dev.perf.samples.shop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that only sleeping moves: sleeps take no time, and what was slept is known exactly. */
final class ManualClock implements ShopClock {

    private final AtomicLong now = new AtomicLong(1_000);
    private final List<Duration> slept = new CopyOnWriteArrayList<>();

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void sleep(Duration duration) {
        slept.add(duration);
        now.addAndGet(duration.toNanos());
    }

    List<Duration> slept() {
        return slept;
    }
}
