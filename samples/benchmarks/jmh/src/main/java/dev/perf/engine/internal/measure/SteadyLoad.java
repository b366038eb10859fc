package dev.perf.engine.internal.measure;

import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import java.time.Duration;
import java.util.List;

/** A load that goes on for a day, and asks for nothing new. */
final class SteadyLoad implements LoadView {

    @Override
    public boolean isOn(String stage, Duration ago) {
        return false;
    }

    @Override
    public double offeredPerSecond() {
        return 10_000;
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
        return Duration.ofHours(24);
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
        return "load";
    }
}
