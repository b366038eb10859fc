package dev.perf.report.internal.html;

import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** When the named stages of a run took place. */
final class Stages {

    private Stages() {}

    /** Returns the names, in the order in which the stages first begin. */
    static List<String> names(RunResult result) {
        return ordered(result).stream().map(PlannedLoad.Stage::name).distinct().toList();
    }

    /** Returns the stages to draw in charts: none where those of several scenarios overlap. */
    static List<Plot.Stage> toDraw(RunResult result, RunTime time) {
        Set<PlannedLoad.Stage> different = new LinkedHashSet<>(begun(result, time));
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
        for (PlannedLoad.Stage stage : begun(result, time)) {
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
        for (PlannedLoad.Stage stage : begun(result, time)) {
            if (stage.name().equals(name)) {
                String from = Format.moment(time.of(stage.from()));
                parts.add(stage.from().equals(stage.to()) ? from : from + " to " + Format.moment(time.of(stage.to())));
            }
        }
        return parts.isEmpty() ? "did not begin" : String.join(", ", parts);
    }

    private static List<PlannedLoad.Stage> ordered(RunResult result) {
        return ordered(result.plannedLoad().stream().flatMap(load -> load.stages().stream()));
    }

    private static List<PlannedLoad.Stage> ordered(Stream<PlannedLoad.Stage> stages) {
        return stages.sorted(Comparator.comparing(PlannedLoad.Stage::from).thenComparing(PlannedLoad.Stage::to))
                .toList();
    }

    /**
     * Returns the stages as they came about: a rate that was set replaces the rest of an open load, and with it the
     * stages that were still to come.
     */
    private static List<PlannedLoad.Stage> begun(RunResult result, RunTime time) {
        return ordered(result.plannedLoad().stream()
                .flatMap(load -> until(load.stages(), replaced(load, result.events(), time))));
    }

    private static Stream<PlannedLoad.Stage> until(List<PlannedLoad.Stage> stages, Duration end) {
        return stages.stream()
                .filter(stage -> stage.from().compareTo(end) <= 0)
                .map(stage ->
                        stage.to().compareTo(end) > 0 ? new PlannedLoad.Stage(stage.name(), stage.from(), end) : stage);
    }

    /** How far the plan of a load had come when a rate took its place, or the run ended. */
    private static Duration replaced(PlannedLoad load, List<RunEvent> events, RunTime time) {
        String act = "rate of \"" + load.scenario() + "\" set to ";
        Duration end = time.planned(time.end());
        return load.model() != PlannedLoad.Model.OPEN
                ? end
                : events.stream()
                        .filter(event -> event.type() == RunEvent.Type.RATE
                                && event.text().startsWith(act))
                        .map(event -> time.planned(event.at()))
                        .findFirst()
                        .orElse(end);
    }
}
