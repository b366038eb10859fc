package dev.perf.report.internal.live;

import dev.perf.result.PlannedLoad;

/** What may be done to the load of a run. */
final class Controls {

    private Controls() {}

    /** Tells whether the rate or the users of a load can be set: not those of a number of iterations. */
    static boolean isSettable(PlannedLoad load) {
        return load.model() == PlannedLoad.Model.OPEN || load.points().size() > 1;
    }
}
