package dev.perf.engine.internal.measure;

/**
 * What one series holds: of one interval in a recorder, of the whole run in the totals. Not thread-safe: a
 * {@link Recorder} sees to it that one thread at a time writes.
 */
sealed interface Cell {

    /** Tells whether nothing was recorded since the last reset. */
    boolean isEmpty();

    /** Adds what is recorded here to {@code total}, a cell of the same type. */
    void addTo(Cell total);

    /** Forgets what was recorded. */
    void reset();

    /** Times. */
    final class Trend implements Cell {
        final TimeCell times = new TimeCell();

        @Override
        public boolean isEmpty() {
            return times.count() == 0;
        }

        @Override
        public void addTo(Cell total) {
            times.addTo(((Trend) total).times);
        }

        @Override
        public void reset() {
            times.reset();
        }
    }

    /** A sum. */
    final class Counter implements Cell {
        long sum;

        @Override
        public boolean isEmpty() {
            return sum == 0;
        }

        @Override
        public void addTo(Cell total) {
            ((Counter) total).sum += sum;
        }

        @Override
        public void reset() {
            sum = 0;
        }
    }

    /** Samples that are so, and samples that are not. */
    final class Rate implements Cell {
        long passes;
        long fails;

        @Override
        public boolean isEmpty() {
            return passes == 0 && fails == 0;
        }

        @Override
        public void addTo(Cell total) {
            ((Rate) total).passes += passes;
            ((Rate) total).fails += fails;
        }

        @Override
        public void reset() {
            passes = 0;
            fails = 0;
        }
    }

    /** A level: the latest one, and the extremes. */
    final class Gauge implements Cell {
        boolean isSet;
        /** When the latest level was set. */
        long atNanos;

        double last;
        double min;
        double max;

        /** All levels that were set together, and how many they are. */
        double sum;

        long count;

        void set(double level, long nanos) {
            add(level, level, level, nanos);
            sum += level;
            count++;
        }

        private void add(double latest, double lowest, double highest, long nanos) {
            if (!isSet || nanos >= atNanos) {
                last = latest;
                atNanos = nanos;
            }
            min = isSet ? Math.min(min, lowest) : lowest;
            max = isSet ? Math.max(max, highest) : highest;
            isSet = true;
        }

        @Override
        public boolean isEmpty() {
            return !isSet;
        }

        @Override
        public void addTo(Cell total) {
            if (isSet) {
                Gauge other = (Gauge) total;
                other.add(last, min, max, atNanos);
                other.sum += sum;
                other.count += count;
            }
        }

        @Override
        public void reset() {
            isSet = false;
            sum = 0;
            count = 0;
        }
    }

    /** All that is measured of requests. */
    final class Request implements Cell {
        long count;
        long failed;
        /** Requests that had a connection at once: the four times of getting one are zero. */
        long connected;

        long bytesSent;
        long bytesReceived;
        final SlowestRequest slowest = new SlowestRequest();
        final TimeCell response = new TimeCell();
        final TimeCell service = new TimeCell();
        final TimeCell blocked = new TimeCell();
        final TimeCell lookingUp = new TimeCell();
        final TimeCell connecting = new TimeCell();
        final TimeCell tlsHandshaking = new TimeCell();
        final TimeCell sending = new TimeCell();
        final TimeCell waiting = new TimeCell();
        final TimeCell receiving = new TimeCell();

        @Override
        public boolean isEmpty() {
            return count == 0;
        }

        @Override
        public void addTo(Cell other) {
            Request total = (Request) other;
            total.count += count;
            total.failed += failed;
            total.blocked.recordZeros(connected);
            total.lookingUp.recordZeros(connected);
            total.connecting.recordZeros(connected);
            total.tlsHandshaking.recordZeros(connected);
            total.bytesSent += bytesSent;
            total.bytesReceived += bytesReceived;
            slowest.addTo(total.slowest);
            response.addTo(total.response);
            service.addTo(total.service);
            blocked.addTo(total.blocked);
            lookingUp.addTo(total.lookingUp);
            connecting.addTo(total.connecting);
            tlsHandshaking.addTo(total.tlsHandshaking);
            sending.addTo(total.sending);
            waiting.addTo(total.waiting);
            receiving.addTo(total.receiving);
        }

        @Override
        public void reset() {
            count = 0;
            failed = 0;
            connected = 0;
            bytesSent = 0;
            bytesReceived = 0;
            slowest.reset();
            response.reset();
            service.reset();
            blocked.reset();
            lookingUp.reset();
            connecting.reset();
            tlsHandshaking.reset();
            sending.reset();
            waiting.reset();
            receiving.reset();
        }
    }
}
