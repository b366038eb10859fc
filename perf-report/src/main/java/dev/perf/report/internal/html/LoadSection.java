package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import java.time.Duration;

/** What load was asked for. */
final class LoadSection {

    private LoadSection() {}

    static Section of(RunResult result) {
        Element seed = el("p", new Text("Random choices followed from seed "), code(String.valueOf(result.seed())))
                .add("; the same seed repeats them.")
                .cls("note");
        return result.plannedLoad().isEmpty()
                ? Section.of("load", "Load model", seed)
                : Section.of("load", "Load model", table(result), seed).called("Load");
    }

    /** Returns what was planned, a row per scenario. */
    static Element table(RunResult result) {
        RunTime time = RunTime.of(result);
        Table table = Table.of("Planned load by scenario")
                .stacked()
                .text("Scenario")
                .text("Model", "Open and closed model")
                .text("Load")
                .number("Begins")
                .number("Highest")
                .number("Length");
        for (PlannedLoad load : result.plannedLoad()) {
            double highest = load.points().stream()
                    .mapToDouble(PlannedLoad.Point::level)
                    .max()
                    .orElse(0);
            Duration length = load.points().isEmpty()
                    ? Duration.ZERO
                    : load.points()
                            .getLast()
                            .at()
                            .minus(load.points().getFirst().at());
            table.row(
                    Cell.foreign(load.scenario()),
                    Cell.text(
                            switch (load.model()) {
                                case OPEN -> "open";
                                case CLOSED -> "closed";
                            }),
                    Cell.foreign(load.description()),
                    begins(load, time),
                    Cell.number(highest(load, highest), highest),
                    length.isZero()
                            ? Cell.none("as long as its iterations take")
                            : Cell.number(Format.length(length), length.toMillis()));
        }
        return table.element();
    }

    private static Cell begins(PlannedLoad load, RunTime time) {
        if (load.points().isEmpty()) {
            return Cell.none("unknown");
        }
        Duration at = time.of(load.points().getFirst().at());
        return Cell.number(Format.moment(at), at.toMillis());
    }

    private static String highest(PlannedLoad load, double level) {
        return switch (load.model()) {
            case OPEN -> {
                long most = load.bursts().stream()
                        .mapToLong(PlannedLoad.Burst::iterations)
                        .max()
                        .orElse(0);
                yield most == 0
                        ? Format.perSecond(level)
                        : (level == 0 ? "" : Format.perSecond(level) + ", ") + Format.count(most) + " at once";
            }
            case CLOSED -> Format.level(level) + (level == 1 ? " user" : " users");
        };
    }
}
