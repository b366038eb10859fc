package dev.perf.engine.internal.run;

import dev.perf.event.StartedRun;
import dev.perf.plan.Observation;
import dev.perf.plan.Observation.Listener;
import dev.perf.result.RunResult;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells those whom the plan itself names of the start and the end of a run. Belongs to one thread. */
final class PlanListener implements RunListener {

    private static final Logger LOG = LoggerFactory.getLogger(PlanListener.class);

    private final Observation observation;
    private final List<String> warnings = new ArrayList<>();

    PlanListener(Observation observation) {
        this.observation = observation;
    }

    @Override
    public void onStart(Run run) {
        for (Listener<StartedRun> each : observation.onStart()) {
            try {
                each.listener().accept(run);
            } catch (RuntimeException | Error thrown) {
                LOG.warn("the listener onStart at {} threw", each.location(), thrown);
                warnings.add("The listener onStart at " + each.location() + " threw " + thrown
                        + ". The run went on without it.");
            }
        }
    }

    /** Tells of the end, when the report is written already; returns what went wrong with that. */
    List<String> ended(RunResult result) {
        var late = new ArrayList<String>();
        for (Listener<RunResult> each : observation.onStop()) {
            try {
                each.listener().accept(result);
            } catch (RuntimeException | Error thrown) {
                LOG.warn("the listener onStop at {} threw", each.location(), thrown);
                late.add("The listener onStop at " + each.location() + " threw " + thrown + ".");
            }
        }
        return late;
    }

    /** Returns what is to be known of listeners to the start. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
