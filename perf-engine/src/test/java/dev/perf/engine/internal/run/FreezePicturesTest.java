package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.load.LoadProfile;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the pictures of {@code docs/open-and-closed.md} what Perf measures: they are drawn from runs in simulated time,
 * which come out the same each time. {@code -Ddocs.update=true} writes them.
 */
class FreezePicturesTest {

    private static final Path IMAGES =
            Path.of("").toAbsolutePath().getParent().resolve("docs").resolve("images");
    private static final Duration LENGTH = ofSeconds(20);
    private static final LoadProfile OPEN = arrivals(perSecond(1_000)).during(LENGTH);

    @Test
    void percentilesOfOpenAndClosedLoad() throws Exception {
        SvgChart chart = byPercentile(
                "Response time by percentile: the same server, frozen for 2 s of 20 s",
                "Open load shows waits of up to 2 s from the 90th percentile on; closed load of ten users shows them"
                        + " only beyond the 99.9th.");
        chart.line("open, 1,000/s", percentiles(frozen(OPEN, Duration.ZERO).responseTime()));
        chart.line(
                "closed, 10 users",
                percentiles(frozen(users(10).during(LENGTH), ofMillis(10)).responseTime()));
        check("freeze-percentiles.svg", chart);
    }

    @Test
    void requestsBegunByOpenAndClosedLoad() throws Exception {
        var chart = overTime(
                "Requests begun per second: who notices that the server is frozen?",
                "Open load begins 1,000 requests in each second; closed load begins almost none while the server is"
                        + " frozen.",
                1_200);
        chart.beside(0, "0").beside(500, "500/s").beside(1_000, "1,000/s");
        chart.line("open, 1,000/s", seconds(frozen(OPEN, Duration.ZERO), Interval::started));
        chart.line("closed, 10 users", seconds(frozen(users(10).during(LENGTH), ofMillis(10)), Interval::started));
        check("freeze-started.svg", chart);
    }

    @Test
    void bothClocksOfALateGenerator() throws Exception {
        var clock = new SimulatedClock();
        Scenario visitors = scenario("visitors").exec("get", user -> {});
        Scenario neighbour = scenario("neighbour").exec("hog", user -> clock.work(ofSeconds(2)));
        RunResult result = Runs.run(
                loadTest("late")
                        .run(visitors, OPEN)
                        .run(neighbour, arrivals(perSecond(0.05)).during(LENGTH)),
                clock);
        SvgChart chart = byPercentile(
                "Both clocks: the server answers at once, the generator is held up for 2 s",
                "Response time shows waits of up to 2 s from the 90th percentile on; service time shows nothing.");
        chart.line("response time", percentiles(result.request("get").responseTime()));
        chart.line("service time", percentiles(result.request("get").serviceTime()));
        check("two-clocks.svg", chart);
    }

    private static SvgChart byPercentile(String title, String summary) {
        var chart = new SvgChart(title, summary, 2, percentile -> Math.log10(100 / (100 - percentile)) / 4);
        for (double mark : new double[] {0, 90, 99, 99.9}) {
            chart.below(mark, mark == 99.9 ? "99.9 %" : (int) mark + " %");
        }
        return chart.beside(0, "0 s")
                .beside(0.5, "0.5 s")
                .beside(1, "1 s")
                .beside(1.5, "1.5 s")
                .beside(2, "2 s");
    }

    private static RunResult frozen(LoadProfile load, Duration thinkTime) throws InterruptedException {
        var clock = new SimulatedClock();
        Scenario visitors = scenario("visitors").exec("get", user -> {
            Duration now = clock.elapsed();
            if (now.compareTo(ofSeconds(9)) >= 0 && now.compareTo(ofSeconds(11)) < 0) {
                user.pause(ofSeconds(11).minus(now));
            }
        });
        return Runs.run(
                loadTest("freeze").run(thinkTime.isZero() ? visitors : visitors.thinkTime(constant(thinkTime)), load),
                clock);
    }

    private static SvgChart overTime(String title, String summary, double top) {
        var chart = new SvgChart(title, summary, top, second -> second / 20);
        for (int second = 0; second <= 20; second += 5) {
            chart.below(second, second + " s");
        }
        return chart;
    }

    private static List<SvgChart.Point> percentiles(Distribution times) {
        var points = new ArrayList<SvgChart.Point>();
        for (int i = 0; i <= 400; i++) {
            double percentile = 100 - 100 / Math.pow(10, i / 100.0);
            double at = Math.max(percentile, 1e-9);
            points.add(new SvgChart.Point(percentile, seconds(times.percentile(at))));
        }
        return points;
    }

    private static List<SvgChart.Point> seconds(RunResult result, ToDoubleFunction<Interval> value) {
        return IntStream.range(0, 20)
                .mapToObj(i -> new SvgChart.Point(
                        i + 0.5, value.applyAsDouble(result.intervals().get(i))))
                .toList();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static void check(String name, SvgChart chart) throws IOException {
        Path file = IMAGES.resolve(name);
        if (Boolean.getBoolean("docs.update")) {
            Files.createDirectories(IMAGES);
            Files.writeString(file, chart.svg());
        }
        assertThat(file).content().as("mend with -Ddocs.update=true").isEqualTo(chart.svg());
    }
}
