package dev.perf.report.internal.html;

import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** The charts of the report for a run that goes on: the same lines, of some of its intervals or of all. */
public final class LiveCharts {

    private final RunResult known;
    private final RunTime time;
    private final Interval total;

    /**
     * Prepares charts of a run as it stands.
     *
     * @param known its planned load, thresholds and events
     * @param measuredFrom the end of the warm-up
     * @param end the end of its last interval
     * @param total all intervals so far as one
     */
    public LiveCharts(RunResult known, Duration measuredFrom, Duration end, Interval total) {
        this.known = known;
        this.time = RunTime.of(measuredFrom, end, known.events());
        this.total = total;
    }

    /** Returns which charts there are where {@code total} is all that happened: no chart is about what never did. */
    public static Set<String> shownOf(Interval total) {
        var shown = new LinkedHashSet<String>();
        if (total.requests() > 0) {
            shown.add("requests");
        }
        if (total.scheduled() + total.ended() > 0) {
            shown.add("iterations");
        }
        if (total.users() > 0) {
            shown.add("users");
        }
        if (total.dropped() > 0) {
            shown.add("dropped");
        }
        if (total.bytesReceived() > 0) {
            shown.add("received");
        }
        return shown;
    }

    /** Writes what all charts share, the charts, and how many requests took how long. */
    public void write(JsonGenerator json, List<Interval> intervals) {
        TimeSection.during(known, time, intervals, total).write(json);
        HeatLadder.write(json, intervals);
    }
}
