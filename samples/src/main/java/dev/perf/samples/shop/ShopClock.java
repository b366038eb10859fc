package dev.perf.samples.shop;

import java.time.Duration;

/** Time as the shop sees it; a port, so that tests of delays need no delay. */
interface ShopClock {

    ShopClock SYSTEM = new ShopClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    };

    /** Nanoseconds from an arbitrary origin, as {@link System#nanoTime()}. */
    long nanoTime();

    void sleep(Duration duration) throws InterruptedException;
}
