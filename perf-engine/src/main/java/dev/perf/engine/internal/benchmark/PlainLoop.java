package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.Measured;
import java.util.function.LongSupplier;

/**
 * The loop. It must have no lambda and no nested class: {@link LoopCopies} makes classes of its bytes.
 */
final class PlainLoop implements MeasuredLoop {

    @Override
    public long run(Measured code, Turn turn, int operations, LongSupplier clock) throws Exception {
        long start = clock.getAsLong();
        for (int i = 0; i < operations; i++) {
            turn.use(code.call(turn));
            turn.next();
        }
        long end = clock.getAsLong();
        turn.end(end);
        return end - start;
    }
}
