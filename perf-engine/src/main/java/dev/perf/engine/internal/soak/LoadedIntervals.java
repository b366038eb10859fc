package dev.perf.engine.internal.soak;

import dev.perf.result.Interval;
import dev.perf.result.RunEvent;
import dev.perf.result.RunEvent.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The intervals in which there was load, by the time of the plan, which stands still in pauses. */
final class LoadedIntervals {

    private record Pause(Duration from, Duration to) {

        boolean overlaps(Interval interval) {
            return from.compareTo(end(interval)) < 0 && to.compareTo(interval.start()) > 0;
        }
    }

    private LoadedIntervals() {}

    /**
     * Leaves out the intervals that a pause touches, and moves the others to where the plan had them.
     *
     * @param intervals in order
     * @param events what was done to the run, in order
     */
    static List<Interval> of(List<Interval> intervals, List<RunEvent> events) {
        if (intervals.isEmpty()) {
            return intervals;
        }
        List<Pause> pauses = pauses(events, end(intervals.getLast()));
        return intervals.stream()
                .filter(interval -> pauses.stream().noneMatch(pause -> pause.overlaps(interval)))
                .map(interval -> interval.startingAt(interval.start().minus(pausedBefore(interval, pauses))))
                .toList();
    }

    private static List<Pause> pauses(List<RunEvent> events, Duration end) {
        var pauses = new ArrayList<Pause>();
        Duration begun = null;
        for (RunEvent event : events) {
            if (event.type() == Type.PAUSE) {
                begun = event.at();
            } else if (event.type() == Type.RESUME && begun != null) {
                pauses.add(new Pause(begun, event.at()));
                begun = null;
            }
        }
        if (begun != null) {
            pauses.add(new Pause(begun, end));
        }
        return pauses;
    }

    private static Duration pausedBefore(Interval interval, List<Pause> pauses) {
        return pauses.stream()
                .filter(pause -> pause.to().compareTo(interval.start()) <= 0)
                .map(pause -> pause.to().minus(pause.from()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration end(Interval interval) {
        return interval.start().plus(interval.length());
    }
}
