package dev.perf.engine.internal.measure;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Takes samples from many users at once without making any of them wait.
 *
 * <p>The cells are held in stripes. A user takes the first free stripe from its own on by one compare-and-set, records
 * all samples of a request as plain writes, and gives the stripe back; since nothing inside blocks, a stripe is busy
 * for well under a microsecond, and there are more stripes than processors. Once per interval the aggregation takes
 * each stripe's cells and leaves it empty ones.
 *
 * <p>Guarantee: a sample recorded before {@link #drain} is called is in its result or in one before; each sample is in
 * exactly one.
 */
public final class Recorder {

    /** Receives the cells of an interval. */
    @FunctionalInterface
    interface Drain {
        void accept(int series, Cell cell);
    }

    /** The cells that one user at a time may write to. */
    public static final class Stripe {
        private final AtomicBoolean busy = new AtomicBoolean();
        private @Nullable Cell[] cells = new Cell[64];
        private @Nullable Cell[] spare = new Cell[64];

        Cell cell(Series series) {
            int id = series.id();
            if (id >= cells.length) {
                cells = Arrays.copyOf(cells, Math.max(id + 1, cells.length * 2));
            }
            Cell cell = cells[id];
            if (cell == null) {
                cell = series.newCell();
                cells[id] = cell;
            }
            return cell;
        }

        /** Records a time. */
        public void time(Series series, long nanos) {
            ((Cell.Trend) cell(series)).times.record(nanos);
        }

        /** Records a value of a metric of the user's own, which may be of any size. */
        public void value(Series series, long value) {
            ((Cell.Trend) cell(series)).times.recordAny(value);
        }

        /** Sets a level. */
        public void level(Series series, double level, long nanos) {
            ((Cell.Gauge) cell(series)).set(level, nanos);
        }

        /** Adds to a sum. */
        public void count(Series series, long amount) {
            ((Cell.Counter) cell(series)).sum += amount;
        }

        /** Counts a sample that is so or not. */
        public void rate(Series series, boolean pass) {
            Cell.Rate cell = (Cell.Rate) cell(series);
            if (pass) {
                cell.passes++;
            } else {
                cell.fails++;
            }
        }

        /**
         * Records a request.
         *
         * @return where to say whose it was, if it is the slowest of its series in this interval so far; else null
         */
        public @Nullable SlowestRequest request(Series series, RequestSample sample) {
            Cell.Request cell = (Cell.Request) cell(series);
            cell.count++;
            if (sample.failed) {
                cell.failed++;
            }
            if (!sample.sent) {
                return null;
            }
            boolean isSlowest = sample.responseNanos > cell.response.max() || cell.count == 1;
            cell.bytesSent += sample.bytesSent;
            cell.bytesReceived += sample.bytesReceived;
            cell.response.record(sample.responseNanos);
            cell.service.record(sample.serviceNanos);
            if (sample.blockedNanos == 0) {
                cell.connected++;
            } else {
                cell.blocked.record(sample.blockedNanos);
                cell.lookingUp.record(sample.lookingUpNanos);
                cell.connecting.record(sample.connectingNanos);
                cell.tlsHandshaking.record(sample.tlsHandshakingNanos);
            }
            cell.sending.record(sample.sendingNanos);
            cell.waiting.record(sample.waitingNanos);
            cell.receiving.record(sample.receivingNanos);
            if (!isSlowest) {
                return null;
            }
            cell.slowest.measured(sample);
            return cell.slowest;
        }

        /** Gives the stripe back. */
        public void release() {
            busy.setRelease(false);
        }
    }

    private final Stripe[] stripes;

    /** Creates a recorder for users on {@code processors} processors. */
    public Recorder(int processors) {
        stripes = new Stripe[Integer.highestOneBit(Math.max(2, processors * 4 - 1))];
        Arrays.setAll(stripes, index -> new Stripe());
    }

    /**
     * Returns a stripe that nobody else writes to until it is {@linkplain Stripe#release() released}, which must be
     * done without blocking in between.
     *
     * @param hint where to look first: the number of the user
     */
    public Stripe acquire(int hint) {
        for (int i = hint; ; i++) {
            Stripe stripe = stripes[i & (stripes.length - 1)];
            if (!stripe.busy.get() && stripe.busy.compareAndSet(false, true)) {
                return stripe;
            }
            if (i - hint >= stripes.length) {
                Thread.onSpinWait();
            }
        }
    }

    /** Hands over what was recorded since the last call, and forgets it. One thread only. */
    void drain(Drain drain) {
        for (Stripe stripe : stripes) {
            drain(stripe, drain);
        }
    }

    private static void drain(Stripe stripe, Drain drain) {
        while (!stripe.busy.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
        @Nullable Cell[] full = stripe.cells;
        stripe.cells = stripe.spare;
        stripe.release();
        for (int id = 0; id < full.length; id++) {
            Cell cell = full[id];
            if (cell == null) {
                continue;
            }
            if (cell.isEmpty()) {
                full[id] = null; // memory is for the series that are in use, not for all that ever were
            } else {
                drain.accept(id, cell);
                cell.reset();
            }
        }
        stripe.spare = full;
    }
}
