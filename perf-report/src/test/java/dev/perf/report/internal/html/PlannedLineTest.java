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
        assertThat(PlannedLine.sum(List.of(load(Model.OPEN, 0, 0, 10, 5, 20, 5)), Model.OPEN))
                .containsExactly(at(0, 0), at(10, 5), at(20, 5));
    }

    @Test
    void profilesAreAddedAtEveryCorner() {
        assertThat(PlannedLine.sum(List.of(load(Model.OPEN, 0, 0, 10, 10), load(Model.OPEN, 5, 2, 10, 2)), Model.OPEN))
                .containsExactly(at(0, 0), at(5, 5), at(5, 7), at(10, 12));
    }

    @Test
    void stepsStaySteep() {
        assertThat(PlannedLine.sum(List.of(load(Model.CLOSED, 0, 10, 5, 10, 5, 50, 8, 50)), Model.CLOSED))
                .containsExactly(at(0, 10), at(5, 10), at(5, 50), at(8, 50));
    }

    @Test
    void modelsAreKeptApart() {
        List<PlannedLoad> loads = List.of(load(Model.OPEN, 0, 5, 10, 5), load(Model.CLOSED, 0, 100, 10, 100));

        assertThat(PlannedLine.sum(loads, Model.CLOSED)).containsExactly(at(0, 100), at(10, 100));
        assertThat(PlannedLine.sum(List.of(loads.getFirst()), Model.CLOSED)).isEmpty();
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
        return new PlannedLoad("any", model, "any", points);
    }
}
