package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.html.Sparkline.Amount;
import dev.perf.report.internal.html.Sparkline.Limit;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SparklineTest {

    private static List<Line.Point> points(double... values) {
        return DoubleStream.iterate(1, x -> x + 1)
                .limit(values.length)
                .mapToObj(x -> new Line.Point(x, values[(int) x - 1]))
                .toList();
    }

    @Test
    void reachesFromTheLowestToTheHighestAndFromStartToEnd() {
        String drawn =
                Sparkline.line(points(10, 30, 20), 4, null, "from 10 to 30").toString();

        assertThat(drawn)
                .contains("d=\"M30 24h.01L60 2L90 13\"", "aria-label=\"from 10 to 30\"")
                .doesNotContain("i-red");
    }

    @Test
    void isRedWhereItIsBeyondItsLimitOnWhicheverSide() {
        String above =
                Sparkline.line(points(10, 30, 20), 4, new Limit(20, true), "").toString();
        String below =
                Sparkline.line(points(10, 30, 20), 4, new Limit(20, false), "").toString();

        assertThat(above).contains("d=\"M30 24L60 2\"", "y1=\"13\" y2=\"13\"");
        assertThat(below).contains("d=\"M30 24h.01\"", "y1=\"13\" y2=\"13\"");
    }

    @Test
    void showsTheLimitAlsoWhereNothingCameNearIt() {
        String drawn =
                Sparkline.line(points(10, 10), 2, new Limit(21, true), "").toString();

        assertThat(drawn).contains("d=\"M60 24h.01L120 24\"", "y1=\"2\" y2=\"2\"");
    }

    @Test
    void isBrokenWhereThereWasNoValueAndADotWhereOneStandsAlone() {
        String drawn = Sparkline.line(points(10, Double.NaN, 20), 4, null, "").toString();

        assertThat(drawn).contains("d=\"M30 24h.01M90 2h.01\"");
    }

    @Test
    void barsAreAsHighAsWhatHappenedInTheirTime() {
        String drawn = Sparkline.bars(List.of(new Amount(0, 1, 12), new Amount(30, 32, 12)), 60, "24 times")
                .toString();

        // What happened in two columns is shared among them.
        assertThat(drawn).contains("d=\"M0 25v-24h2v24zM60 25v-12h2v12zM62 25v-12h2v12z\"");
    }
}
