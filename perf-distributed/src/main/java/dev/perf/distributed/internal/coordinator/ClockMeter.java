package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Message.Ping;
import dev.perf.distributed.internal.message.Message.Pong;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out by how much the clock of an agent differs: of several questions and answers the one that was back soonest counts,
 * and the agent is taken to have answered in the middle. As in the Network Time Protocol (RFC 5905, section 8). All state is
 * the loop's.
 */
final class ClockMeter {

    /**
     * How a clock differs from that of this process.
     *
     * @param offsetNanos what to add to {@link System#nanoTime} here to have that of the agent
     * @param wallOffsetNanos by how much its wall clock is ahead
     * @param roundTripNanos how long the answer took; half of it is what the offsets may be wrong by
     */
    record Difference(long offsetNanos, long wallOffsetNanos, long roundTripNanos) {

        long uncertaintyNanos() {
            return roundTripNanos / 2;
        }
    }

    private final Loop loop;
    private final Consumer<Ping> pings;
    private final List<Consumer<Difference>> waiting = new ArrayList<>();
    private @Nullable Difference best;
    private @Nullable Difference known;
    private int number;
    private int left;
    private long begun;

    ClockMeter(Loop loop, Consumer<Ping> pings) {
        this.loop = loop;
        this.pings = pings;
    }

    /** Returns what was found out last; null where nothing was. */
    @Nullable
    Difference known() {
        return known;
    }

    /** Asks so many times, and tells what that comes to; or waits for what is being asked already. */
    void measure(int times, Consumer<Difference> result) {
        waiting.add(result);
        if (waiting.size() == 1) {
            begun = loop.nanos();
            best = null;
            left = times;
            ask();
        }
    }

    /** Asks again, unless it is being done; what is being asked since long is given up. */
    void refresh(int times, long patienceNanos) {
        if (!waiting.isEmpty() && loop.nanos() - begun > patienceNanos) {
            waiting.clear();
        }
        if (waiting.isEmpty()) {
            measure(times, difference -> {});
        }
    }

    private void ask() {
        pings.accept(new Ping(++number, loop.nanos()));
    }

    void answered(Pong pong) {
        if (pong.number() != number || left == 0) {
            return;
        }
        long now = loop.nanos();
        long roundTrip = now - pong.sentNanos() - (pong.repliedNanos() - pong.receivedNanos());
        if (roundTrip >= 0 && (best == null || roundTrip < best.roundTripNanos())) {
            long middle = pong.sentNanos() / 2 + now / 2 + (pong.sentNanos() % 2 + now % 2) / 2;
            long theirs = pong.receivedNanos() + (pong.repliedNanos() - pong.receivedNanos()) / 2;
            long wall = pong.wallNanos() + roundTrip / 2 - loop.wallNanos();
            best = new Difference(theirs - middle, wall, roundTrip);
        }
        left--;
        if (left > 0 || best == null) {
            left = Math.max(left, 1);
            ask();
            return;
        }
        Difference found = best;
        known = found;
        List<Consumer<Difference>> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(result -> result.accept(found));
    }
}
