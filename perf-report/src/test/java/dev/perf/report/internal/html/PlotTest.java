package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlotTest {

    @Test
    void namesOfBurstsThatAreCloseStandInRows() {
        var bursts = List.of(
                new Plot.Burst(10, "1,000 at once"),
                new Plot.Burst(20, "500 at once"),
                new Plot.Burst(60, "9 at once"));
        String drawing = drawing(List.of(), new Plot.Marks(List.of(), List.of(), bursts, List.of()));

        assertThat(Pattern.compile("y=\"([\\d.]+)\"[^>]*>[\\d,]+ at once</text>")
                        .matcher(drawing)
                        .results())
                .extracting(match -> match.group(1))
                .containsExactly("42", "58", "42");
    }

    @Test
    void aPointWithoutNeighboursIsSeen() {
        var line = new Line(
                "p95",
                Ink.TEAL,
                List.of(new Line.Point(0, Double.NaN), new Line.Point(50, 1), new Line.Point(100, Double.NaN)));

        assertThat(Pattern.compile(" d=\"([^\"]*)\"")
                        .matcher(drawing(List.of(line), Plot.Marks.NONE))
                        .results())
                .extracting((MatchResult match) -> match.group(1))
                .containsExactly("M500 0h0");
    }

    private static String drawing(List<Line> lines, Plot.Marks marks) {
        Axis x = Axis.linear(100, 0, String::valueOf);
        Axis y = Axis.linear(1, 0, String::valueOf);
        return new Plot("id", "title", "summary", x, y, lines, List.of(), marks)
                .svg()
                .toString();
    }
}
