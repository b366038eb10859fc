package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.PlannedLoad;
import dev.perf.result.PlannedLoad.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedLineTest {

    @Test
    void oneProfileStaysAsItIs() {
        assertThat(sum(List.of(load(Model.OPEN, 0, 0, 10, 5, 20, 5)), Model.OPEN))
                .containsExactly(at(0, 0), at(10, 5), at(20, 5));
    }

    @Test
    void profilesAreAddedAtEveryCorner() {
        assertThat(sum(List.of(load(Model.OPEN, 0, 0, 10, 10), load(Model.OPEN, 5, 2, 10, 2)), Model.OPEN))
                .containsExactly(at(0, 0), at(5, 5), at(5, 7), at(10, 12));
    }

    @Test
    void stepsStaySteep() {
        assertThat(sum(List.of(load(Model.CLOSED, 0, 10, 5, 10, 5, 50, 8, 50)), Model.CLOSED))
                .containsExactly(at(0, 10), at(5, 10), at(5, 50), at(8, 50));
    }

    @Test
    void modelsAreKeptApart() {
        List<PlannedLoad> loads = List.of(load(Model.OPEN, 0, 5, 10, 5), load(Model.CLOSED, 0, 100, 10, 100));

        assertThat(sum(loads, Model.CLOSED)).containsExactly(at(0, 100), at(10, 100));
        assertThat(sum(List.of(loads.getFirst()), Model.CLOSED)).isEmpty();
    }

    @Test
    void numbersOfIterationsAndStartsAtOnceHaveNoLine() {
        assertThat(sum(List.of(load(Model.CLOSED, 0, 10), load(Model.CLOSED, 0, 5, 10, 5)), Model.CLOSED))
                .containsExactly(at(0, 5), at(10, 5));
        assertThat(sum(List.of(load(Model.OPEN, 0, 0)), Model.OPEN)).isEmpty();
    }

    @Test
    void endsWithTheRun() {
        var stopped = new RunTime(Duration.ZERO, Duration.ofSeconds(7), List.of(pause(2, 4)));

        assertThat(PlannedLine.sum(List.of(load(Model.CLOSED, 0, 0, 10, 10)), Model.CLOSED, stopped))
                .containsExactly(at(0, 0), at(2, 2), at(4, 2), at(7, 5));
        assertThat(PlannedLine.sum(List.of(load(Model.OPEN, 8, 1, 10, 1)), Model.OPEN, stopped))
                .isEmpty();
    }

    @Test
    void openLoadsOfferNothingInAPauseAndGoOnWhereTheyWere() {
        var paused = new RunTime(Duration.ZERO, Duration.ofSeconds(25), List.of(pause(4, 6), pause(12, 15)));

        assertThat(PlannedLine.sum(List.of(load(Model.OPEN, 0, 0, 10, 10, 20, 10)), Model.OPEN, paused))
                .containsExactly(
                        at(0, 0),
                        at(4, 4),
                        at(4, 0),
                        at(6, 0),
                        at(6, 4),
                        at(12, 10),
                        at(12, 0),
                        at(15, 0),
                        at(15, 10),
                        at(15, 10),
                        at(25, 10));
    }

    @Test
    void closedLoadsKeepTheirUsersInAPause() {
        var paused = new RunTime(Duration.ZERO, Duration.ofSeconds(12), List.of(pause(5, 7)));

        assertThat(PlannedLine.sum(List.of(load(Model.CLOSED, 0, 0, 10, 10)), Model.CLOSED, paused))
                .containsExactly(at(0, 0), at(5, 5), at(7, 5), at(12, 10));
    }

    private static RunTime.Pause pause(int from, int to) {
        return new RunTime.Pause(Duration.ofSeconds(from), Duration.ofSeconds(to));
    }

    private static List<Line.Point> sum(List<PlannedLoad> loads, Model model) {
        return PlannedLine.sum(loads, model, new RunTime(Duration.ZERO, Duration.ofSeconds(60), List.of()));
    }

    private static Line.Point at(double seconds, double level) {
        return new Line.Point(seconds, level);
    }

    private static PlannedLoad load(Model model, double... secondsAndLevels) {
        var points = new ArrayList<PlannedLoad.Point>();
        for (int i = 0; i < secondsAndLevels.length; i += 2) {
            points.add(new PlannedLoad.Point(
                    Duration.ofMillis(Math.round(secondsAndLevels[i] * 1000)), secondsAndLevels[i + 1]));
        }
        return new PlannedLoad("any", model, "any", points, List.of(), List.of());
    }
}
