package dev.perf.engine.internal.run;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Somebody who controls a run at exact moments of simulated time, and keeps its snapshots. */
final class Operator implements RunListener {

    /** What an operator does, and when. */
    record Act(Duration at, Consumer<Run> what) {}

    static Act at(Duration time, Consumer<Run> what) {
        return new Act(time, what);
    }

    static Act at(long millis, Consumer<Run> what) {
        return new Act(Duration.ofMillis(millis), what);
    }

    private final SimulatedClock clock;
    private final List<Act> acts;
    private final List<Snapshot> snapshots = new ArrayList<>();

    Operator(SimulatedClock clock, Act... acts) {
        this.clock = clock;
        this.acts = List.of(acts);
    }

    /** Runs {@code test} on the operator's clock; its ledger must add up. */
    RunResult run(LoadTest test) throws InterruptedException {
        return Runs.checked(
                LoadRun.start(test.plan(), Runs.QUIET.listener(this), clock).await());
    }

    List<Snapshot> snapshots() {
        return snapshots;
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

    @Override
    public void onSnapshot(Snapshot snapshot) {
        snapshots.add(snapshot);
    }
}
