package dev.perf.engine.internal.external;

import dev.perf.engine.internal.measure.LoadView;
import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import java.time.Duration;
import java.util.List;

/** What is known of the load that another tool was asked for: nothing. */
enum RecordedLoad implements LoadView {
    INSTANCE;

    @Override
    public boolean isOn(String stage, Duration at) {
        return false;
    }

    @Override
    public double offeredPerSecond() {
        return 0;
    }

    @Override
    public int wantedUsers() {
        return 0;
    }

    @Override
    public Snapshot.Iterations iterations() {
        return Snapshot.Iterations.NONE;
    }

    @Override
    public Duration planned() {
        return Duration.ZERO;
    }

    @Override
    public Duration paused() {
        return Duration.ZERO;
    }

    @Override
    public List<RunEvent> news() {
        return List.of();
    }

    @Override
    public String phase() {
        return "done";
    }
}
