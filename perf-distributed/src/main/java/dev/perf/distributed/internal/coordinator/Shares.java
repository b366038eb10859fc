package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.message.Message.ShareChange;
import dev.perf.engine.fleet.FleetLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the load of a run is divided among its agents, at the start and whenever one is lost or comes. All state is the loop's. */
final class Shares {

    private static final Logger LOG = LoggerFactory.getLogger(Shares.class);

    private static final Duration LEAST_LEAD = Duration.ofMillis(250);
    private static final Duration LOSSES_TOGETHER = Duration.ofMillis(20);

    private final RunState run;
    private Division division = new Division(List.of(), 0);
    private boolean isDue;

    /** Read by any thread. */
    private volatile Duration lead = LEAST_LEAD;

    Shares(RunState run) {
        this.run = run;
    }

    /** Returns how far ahead of now, at least, an order must hold for all agents to have it in time. */
    Duration lead() {
        return lead;
    }

    /** Sets the lead by how long a message to the farthest agent and back takes. */
    void leadFor(long roundTripNanos) {
        lead = Duration.ofNanos(Math.max(LEAST_LEAD.toNanos(), 4 * roundTripNanos));
    }

    List<Integer> weights() {
        return division.weights();
    }

    /** Returns the weights, and none for places that came since. */
    List<Integer> weights(int places) {
        List<Integer> weights = new ArrayList<>(division.weights());
        while (weights.size() < places) {
            weights.add(0);
        }
        return weights;
    }

    /** Divides the load among those that get ready, as far as their peak may be left aside. */
    void divideForNow() {
        division = Division.of(run.parts.places(false), run.request.sharing(), true, 0);
    }

    /** Divides the load among those that are there; nobody else is told. */
    void divideFirst() {
        division = divided();
    }

    private Division divided() {
        RunRequest request = run.request;
        return Division.of(
                run.parts.places(run.isUnderWay()),
                request.sharing(),
                request.agentLoss().isTakenOver(),
                request.peakPerSecond());
    }

    /** Agents that are lost together are one reason to divide the load anew. */
    void divideSoon() {
        if (run.phase == RunState.Phase.RUNNING
                && !isDue
                && run.request.agentLoss().isTakenOver()) {
            isDue = true;
            run.loop.after(LOSSES_TOGETHER, () -> {
                isDue = false;
                if (run.goesOn() && !run.parts.in(Part.State.RUNNING).isEmpty()) {
                    divide(null);
                }
            });
        }
    }

    /** Divides the load anew. {@code joining} has a share from then on, and had none before. */
    void divide(@Nullable Part joining) {
        Division before = division;
        division = divided();
        if (joining == null && division.weights().equals(before.weights())) {
            return;
        }
        run.epoch++;
        List<Integer> weights = division.weights();
        long from = Math.max(0, run.loop.nanos() - run.start) + lead.toNanos();
        for (Part part : run.parts.in(Part.State.RUNNING)) {
            run.send(part, new ShareChange(part.index, weights, from));
        }
        if (joining != null) {
            joining.isKnown = true;
            FleetLoad.Agent agent = joining.agent();
            run.tell(to -> to.joined(agent, Duration.ofNanos(from)));
        }
        run.tell(to -> to.shared(weights, Duration.ofNanos(from)));
        LOG.info("test \"{}\": the load is divided as {} from {} ms on", run.test(), weights, from / 1_000_000);
        if (division.missing() > before.missing() && division.missing() > 0) {
            double missing = division.missing() * 100;
            run.tell(to -> to.warned(Figures.number(missing) + " % of the load are missing from "
                    + Figures.number(from / 1e9) + " s on: the agents that are left cannot do more"));
        }
    }
}
