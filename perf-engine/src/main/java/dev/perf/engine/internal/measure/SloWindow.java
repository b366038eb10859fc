package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.SloResult.WindowResult;
import dev.perf.slo.Objective;
import dev.perf.slo.Slo;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The worst of the sliding windows of one length. A run that is shorter is its own only window. */
final class SloWindow {

    /** Forgives intervals that are a little shorter than a second. */
    private static final double FULL = 0.999;

    private record Part(long good, long count, double seconds) {}

    private final Objective objective;
    private final Slo.Window window;
    private final double seconds;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final SloCount sum = new SloCount();
    private @Nullable WindowResult worst;
    private Duration end = Duration.ZERO;

    SloWindow(Objective objective, Slo.Window window) {
        this.objective = objective;
        this.window = window;
        this.seconds = window.length().toNanos() / 1e9;
    }

    void observe(Duration elapsed, long good, long count, double length) {
        end = elapsed;
        parts.addLast(new Part(good, count, length));
        sum.add(good, count, length);
        while (parts.size() > 1 && sum.seconds() - parts.getFirst().seconds() >= seconds * FULL) {
            Part gone = parts.removeFirst();
            sum.add(-gone.good(), -gone.count(), -gone.seconds());
        }
        if (sum.seconds() >= seconds * FULL) {
            WindowResult now = judged();
            if (isWorse(now, worst)) {
                worst = now;
            }
        }
    }

    private static boolean isWorse(WindowResult now, @Nullable WindowResult than) {
        Double value = now.worst();
        Double before = than == null ? null : than.worst();
        return value != null && (before == null || value < before);
    }

    private WindowResult judged() {
        Double value = sum.value(objective);
        Double burn = sum.burn(objective);
        boolean holds = burn != null && window.mostBurn() != 1
                ? burn <= window.mostBurn()
                : value == null || SloCount.holds(objective, value);
        return new WindowResult(window, holds, value, burn, value == null ? null : end);
    }

    WindowResult result() {
        return worst == null ? judged() : worst;
    }

    void write(ByteOutput out) {
        out.list(parts, (to, part) -> {
            to.number(part.good());
            to.number(part.count());
            to.real(part.seconds());
        });
        sum.write(out);
        out.duration(end);
        out.optional(worst, (to, result) -> {
            to.flag(result.met());
            to.optional(result.worst(), ByteOutput::real);
            to.optional(result.burn(), ByteOutput::real);
            to.optional(result.end(), ByteOutput::duration);
        });
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        parts.addAll(in.list(from -> new Part(from.number(), from.number(), from.real())));
        sum.read(in);
        end = in.duration();
        worst = in.optional(from -> new WindowResult(
                window,
                from.flag(),
                from.optional(ByteInput::real),
                from.optional(ByteInput::real),
                from.optional(ByteInput::duration)));
    }
}
