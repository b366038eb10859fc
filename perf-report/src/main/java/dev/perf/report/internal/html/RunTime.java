package dev.perf.report.internal.html;

import dev.perf.result.Interval;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The time of a run from the start of its load: where the warm-up ends, where the run ends, and when it was paused. The
 * plan's time stands still in pauses.
 *
 * @param measuredFrom the end of the warm-up
 * @param end the end of the run
 * @param pauses in order
 */
record RunTime(Duration measuredFrom, Duration end, List<Pause> pauses) {

    /** A time in which no iteration began. */
    record Pause(Duration from, Duration to) {
        Duration length() {
            return to.minus(from);
        }
    }

    /** Copies the pauses. */
    RunTime {
        pauses = List.copyOf(pauses);
    }

    static RunTime of(RunResult result) {
        Duration warmUp = result.warmUpLength();
        Duration end = warmUp;
        if (!result.intervals().isEmpty()) {
            Interval last = result.intervals().getLast();
            end = last.start().plus(last.length());
        }
        return of(warmUp, end, result.events());
    }

    static RunTime of(Duration measuredFrom, Duration end, List<RunEvent> events) {
        return new RunTime(measuredFrom, end, pauses(events, end));
    }

    private static List<Pause> pauses(List<RunEvent> events, Duration end) {
        var pauses = new ArrayList<Pause>();
        RunEvent begun = null;
        for (RunEvent event : events) {
            if (event.type() == RunEvent.Type.PAUSE && begun == null) {
                begun = event;
            } else if (event.type() == RunEvent.Type.RESUME && begun != null) {
                pauses.add(new Pause(begun.at(), event.at()));
                begun = null;
            }
        }
        if (begun != null && begun.at().compareTo(end) < 0) {
            pauses.add(new Pause(begun.at(), end));
        }
        return pauses;
    }

    /** Returns the moment of the run at which the plan had come to {@code planned}; before a pause that began there. */
    Duration of(Duration planned) {
        Duration at = planned;
        for (Pause pause : pauses) {
            if (pause.from().compareTo(at) < 0) {
                at = at.plus(pause.length());
            }
        }
        return at;
    }

    /** Returns how far the plan had come at a moment of the run. */
    Duration planned(Duration at) {
        Duration planned = at;
        for (Pause pause : pauses) {
            if (pause.from().compareTo(at) < 0) {
                Duration until = pause.to().compareTo(at) < 0 ? pause.to() : at;
                planned = planned.minus(until.minus(pause.from()));
            }
        }
        return planned;
    }

    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
