package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Somebody who controls a run at exact moments of simulated time, on a thread named "operator". */
final class Operator implements RunListener {

    /** What is done, and when. */
    record Act(Duration at, Consumer<Run> what) {}

    private final SimulatedClock clock;
    private final List<Act> acts;

    Operator(SimulatedClock clock, Act... acts) {
        this.clock = clock;
        this.acts = List.of(acts);
    }

    @Override
    public void onStart(Run run) {
        clock.startTimer("operator", () -> operate(run));
    }

    private void operate(Run run) {
        long origin = clock.nanos() - clock.elapsed().toNanos();
        try {
            for (Act act : acts) {
                clock.sleepUntil(origin + act.at().toNanos());
                act.what().accept(run);
            }
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
