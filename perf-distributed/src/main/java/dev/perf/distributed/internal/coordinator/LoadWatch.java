package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.coordinator.RunState.Phase;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Looks after agents that are under load: whether anything comes of them, and whether their clocks go right. All state is the loop's. */
final class LoadWatch {

    private static final Duration WATCH_EVERY = Duration.ofMillis(500);
    private static final int PINGS = 5;
    private static final Duration CLOCKS_EVERY = Duration.ofSeconds(10);

    private final RunState run;
    private final Shares shares;
    private final BiConsumer<Part, String> lose;

    /**
     * Creates what looks at nothing yet.
     *
     * @param lose gives up an agent, for a reason
     */
    LoadWatch(RunState run, Shares shares, BiConsumer<Part, String> lose) {
        this.run = run;
        this.shares = shares;
        this.lose = lose;
    }

    void begin() {
        run.loop.after(WATCH_EVERY, this::watch);
        run.loop.after(CLOCKS_EVERY, this::compareClocks);
    }

    private void watch() {
        if (!run.isUnderWay()) {
            return;
        }
        long now = run.loop.nanos();
        RunRequest.Limits limits = run.request.limits();
        for (Part part : run.parts.in(Part.State.RUNNING)) {
            if (!part.hasBegun
                    && now - part.progress > limits.begin().plus(shares.lead()).toNanos()) {
                lose.accept(part, "it did not begin within " + Figures.seconds(limits.begin()) + " of the start");
            } else if (now - part.progress > limits.lag().toNanos()) {
                lose.accept(part, "nothing was measured there for " + Figures.seconds(limits.lag()));
            }
        }
        run.loop.after(WATCH_EVERY, this::watch);
    }

    private void compareClocks() {
        if (run.phase != Phase.RUNNING) {
            return;
        }
        for (Part part : run.parts.in(Part.State.RUNNING)) {
            warnOfDrift(part);
            part.agent.clock.refresh(PINGS, CLOCKS_EVERY.toNanos());
        }
        run.loop.after(CLOCKS_EVERY, this::compareClocks);
    }

    private void warnOfDrift(Part part) {
        ClockMeter.Difference first = part.clock;
        ClockMeter.Difference now = part.agent.clock.known();
        if (first == null || now == null) {
            return;
        }
        long drift = Math.abs(now.offsetNanos() - first.offsetNanos());
        if (drift > run.request.limits().clockUncertainty().toNanos() + now.uncertaintyNanos()) {
            part.clock = now;
            run.tell(to -> to.warned("the clock of agent " + part.name() + " has moved by " + Figures.millis(drift)
                    + " against the coordinator's: its times are as wrong"));
        }
    }
}
