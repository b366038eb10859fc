package dev.perf.report.internal.html;

import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** When the named stages of a run took place. */
final class Stages {

    private Stages() {}

    /** Returns the names, in the order in which the stages first begin. */
    static List<String> names(RunResult result) {
        return ordered(result).stream().map(PlannedLoad.Stage::name).distinct().toList();
    }

    /** Returns the stages to draw in charts: none where those of several scenarios overlap. */
    static List<Plot.Stage> toDraw(RunResult result, RunTime time) {
        Set<PlannedLoad.Stage> different = new LinkedHashSet<>(ordered(result));
        var drawn = new ArrayList<Plot.Stage>();
        Duration free = Duration.ZERO;
        for (PlannedLoad.Stage stage : different) {
            if (stage.from().compareTo(free) < 0) {
                return List.of();
            }
            free = stage.to();
            Duration from = time.of(stage.from());
            if (from.compareTo(time.end()) < 0 && !stage.from().equals(stage.to())) {
                drawn.add(new Plot.Stage(RunTime.seconds(from), RunTime.seconds(time.of(stage.to())), stage.name()));
            }
        }
        return drawn;
    }

    /**
     * Returns the time in which iterations of a stage could begin and were measured: without the warm-up, pauses and what
     * lies behind the end of the run.
     */
    static Duration measured(String name, RunResult result, RunTime time) {
        Duration free = time.planned(time.measuredFrom());
        Duration end = time.planned(time.end());
        Duration sum = Duration.ZERO;
        for (PlannedLoad.Stage stage : ordered(result)) {
            Duration from = stage.from().compareTo(free) < 0 ? free : stage.from();
            Duration to = stage.to().compareTo(end) < 0 ? stage.to() : end;
            if (stage.name().equals(name) && from.compareTo(to) < 0) {
                sum = sum.plus(to.minus(from));
                free = to;
            }
        }
        return sum;
    }

    /** Returns the stretches of a stage in the time of the run: {@code 0:30 to 2:30, 5:00}. */
    static String when(String name, RunResult result, RunTime time) {
        var parts = new LinkedHashSet<String>();
        for (PlannedLoad.Stage stage : ordered(result)) {
            if (stage.name().equals(name)) {
                String from = Format.moment(time.of(stage.from()));
                parts.add(stage.from().equals(stage.to()) ? from : from + " to " + Format.moment(time.of(stage.to())));
            }
        }
        return String.join(", ", parts);
    }

    private static List<PlannedLoad.Stage> ordered(RunResult result) {
        return result.plannedLoad().stream()
                .flatMap(load -> load.stages().stream())
                .sorted(Comparator.comparing(PlannedLoad.Stage::from).thenComparing(PlannedLoad.Stage::to))
                .toList();
    }
}
