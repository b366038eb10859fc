package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perf.report.Reports;
import dev.perf.report.internal.Results;
import dev.perf.report.internal.Timeline;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.RequestInterval;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A stretch of the run that is looked at closer: the page counts as Java does. Skipped where Chromium is missing. */
class WindowTest {

    private static final double[] PERCENTILES = {0.1, 1, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100};

    private static Chromium chromium;

    @TempDir
    static Path profiles;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        Path program = Chromium.find();
        assumeTrue(program != null, "skipped: none of " + Chromium.NAMES + " is on the PATH");
        chromium = Chromium.start(program, profiles);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private Chromium.Tab open(RunResult result) throws Exception {
        Reports.write(result, folder);
        return chromium.open(folder.resolve("index.html").toUri(), 1400);
    }

    @ParameterizedTest
    @CsvSource({"0, 300", "0, 1", "195, 230", "17, 18", "299, 300", "100, 299"})
    void aStretchComesToTheSameAsInJava(int from, int to) throws Exception {
        RunResult result = Results.failing();
        List<Interval> inside = Timeline.of(result.intervals()).subList(from, to);
        Chromium.Tab tab = open(result);

        JsonNode seen = tab.evaluate("""
            Model.read().then(data => {
              const summary = Model.summarize(data, [%d, %d]);
              const times = clock => ({
                count: clock.count, mean: clock.mean, min: clock.min, max: clock.max,
                percentiles: %s.map(percent => clock.percentile(percent)),
              });
              return { ...summary, response: times(summary.response), service: times(summary.service) };
            })
            """.formatted(from, to, Arrays.toString(PERCENTILES)));

        assertThat(seen.get("requests").longValue()).isEqualTo(sum(inside, Interval::requests));
        assertThat(seen.get("failed").longValue()).isEqualTo(sum(inside, Interval::failed));
        assertThat(seen.get("bytes").longValue()).isEqualTo(sum(inside, Interval::bytesReceived));
        assertThat(seen.get("started").longValue()).isEqualTo(sum(inside, Interval::started));
        assertThat(seen.get("seconds").doubleValue()).isEqualTo(to - from);
        assertSame(seen.get("response"), inside, Interval::responseTime);
        assertSame(seen.get("service"), inside, Interval::serviceTime);
    }

    @Test
    void rowsOfRequestsFollowTheStretch() throws Exception {
        RunResult result = Results.failing();
        Chromium.Tab tab = open(result);
        String cells =
                "[...document.querySelectorAll('#requests tr[data-request]')].map(row => [...row.cells].slice(0, 14)"
                        + ".map(cell => cell.textContent))";
        String whole = tab.evaluate(cells).toString();

        tab.evaluate("location.hash = '#view:195-230'");
        tab.evaluate("new Promise(done => setTimeout(done))");

        JsonNode seen = tab.evaluate(cells);
        for (int i = 0; i < result.requests().size(); i++) {
            RequestResult request = result.requests().get(i);
            List<RequestInterval> inside = request.detail().course().stream()
                    .filter(at -> at.start().toSeconds() >= 195 && at.start().toSeconds() < 230)
                    .toList();
            long count = inside.stream().mapToLong(RequestInterval::count).sum();
            long failed = inside.stream().mapToLong(RequestInterval::failed).sum();
            Distribution response = Distribution.merge(
                    inside.stream().map(RequestInterval::responseTime).toList());
            Distribution service = Distribution.merge(
                    inside.stream().map(RequestInterval::serviceTime).toList());
            assertThat(seen.get(i).values().stream().map(JsonNode::stringValue).toList())
                    .startsWith(
                            request.name(),
                            Format.count(count),
                            Format.perSecond(count / 35.0),
                            Format.percent((double) failed / count),
                            Format.time(response.percentile(50)),
                            Format.time(response.percentile(90)),
                            Format.time(response.percentile(95)),
                            Format.time(response.percentile(99)),
                            Format.time(response.max()),
                            Format.time(response.mean()),
                            "",
                            Format.time(service.percentile(50)),
                            Format.time(service.percentile(95)));
        }

        press(tab, "Escape");
        assertThat(tab.evaluate(cells)).hasToString(whole);
    }

    @Test
    void heatMapCountsEachRequestOfTheStretchOnce() throws Exception {
        RunResult result = Results.failing();
        Chromium.Tab tab = open(result);

        for (int[] stretch : new int[][] {{0, 300}, {195, 230}}) {
            JsonNode seen = tab.evaluate("""
                Model.read().then(data => {
                  const columns = HeatMap.columnsOf(data, [%d, %d], data.steps.response, 1e6, 1e10);
                  const sum = numbers => numbers.reduce((all, each) => all + each, 0);
                  return { columns: columns.length, requests: sum(columns.map(column => sum(column.counts))) };
                })
                """.formatted(stretch[0], stretch[1]));
            assertThat(seen.get("requests").longValue())
                    .isEqualTo(sum(result.intervals().subList(stretch[0], stretch[1]), Interval::requests));
            assertThat(seen.get("columns").intValue()).isEqualTo(stretch[1] == 300 ? 150 : 35);
        }
    }

    @Test
    void textForThePlotterOfHdrHistogramHoldsThePercentiles() throws Exception {
        RunResult result = Results.failing();
        Distribution times = Distribution.merge(
                result.intervals().stream().map(Interval::responseTime).toList());

        String text = open(result)
                .evaluate("Model.read().then(data => Percentiles.hgrm(Model.summarize(data, null).response))")
                .stringValue();

        List<String> lines = text.lines().toList();
        assertThat(lines.getFirst()).isEqualTo("       Value     Percentile TotalCount 1/(1-Percentile)");
        List<String[]> rows = lines.stream()
                .skip(2)
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.strip().split(" +"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(50);
        for (String[] row : rows.subList(1, rows.size() - 1)) {
            double percentile = Double.parseDouble(row[1]) * 100;
            assertThat(Double.parseDouble(row[0]))
                    .isEqualTo(Math.round(times.percentile(percentile).toNanos() / 1e3) / 1e3);
        }
        assertThat(rows.getLast()[1]).isEqualTo("1.000000000000");
        assertThat(rows.getLast()[2]).isEqualTo(String.valueOf(times.count()));
        assertThat(lines.getLast()).matches("#\\[Max     = +[\\d.]+, Total count    = +" + times.count() + "]");
    }

    private static long sum(List<Interval> intervals, Function<Interval, Long> count) {
        return intervals.stream().mapToLong(count::apply).sum();
    }

    private static void assertSame(JsonNode seen, List<Interval> inside, Function<Interval, Distribution> clock) {
        Distribution merged = Distribution.merge(inside.stream().map(clock).toList());
        assertThat(seen.get("count").longValue()).isEqualTo(merged.count());
        assertThat(seen.get("mean").longValue()).isEqualTo(merged.mean().toNanos());
        assertThat(seen.get("min").longValue()).isEqualTo(merged.min().toNanos());
        assertThat(seen.get("max").longValue()).isEqualTo(merged.max().toNanos());
        for (int i = 0; i < PERCENTILES.length; i++) {
            assertThat(seen.get("percentiles").get(i).longValue())
                    .as("p%s", PERCENTILES[i])
                    .isEqualTo(merged.percentile(PERCENTILES[i]).toNanos());
        }
    }

    @Test
    void dragZoomsAllChartsAndTheFiguresAndADoubleClickResets() throws Exception {
        RunResult result = Results.failing();
        Chromium.Tab tab = open(result);
        String requests = "document.querySelector('[data-w=requests]').textContent";
        String whole = tab.evaluate(requests).stringValue();
        String address = tab.evaluate("location.href").stringValue();

        tab.drag("#chart-users .u-over", 0.652, 0.748);

        assertThat(tab.evaluate("location.hash").stringValue()).isEqualTo("#view:195-225");
        List<Interval> inside = result.intervals().subList(195, 225);
        assertThat(tab.evaluate(requests).stringValue()).isEqualTo(Format.count(sum(inside, Interval::requests)));
        Distribution times =
                Distribution.merge(inside.stream().map(Interval::responseTime).toList());
        assertThat(tab.evaluate("document.querySelector('[data-w=\"response.p95\"]').textContent")
                        .stringValue())
                .isEqualTo(Format.time(times.p95()));
        assertThat(tab.evaluate("document.querySelector('#figures .window').textContent")
                        .stringValue())
                .isEqualTo("3:15 to 3:45");
        assertThat(tab.console()).isEmpty();

        tab.evaluate("document.querySelector('#chart-errors .u-over')"
                + ".dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))");

        assertThat(tab.evaluate(requests).stringValue()).isEqualTo(whole);
        assertThat(tab.evaluate("location.href").stringValue()).isEqualTo(address);
    }

    @Test
    void theWarmUpIsSeenAndCountsNowhere() throws Exception {
        Chromium.Tab tab = open(Results.staged());

        tab.evaluate("location.hash = '#view:2-8'");
        tab.evaluate("new Promise(done => setTimeout(done))");

        assertThat(tab.evaluate("document.querySelector('.stretch span').textContent")
                        .stringValue())
                .isEqualTo("0:02 to 0:08: warm-up, which counts nowhere");
        assertThat(tab.evaluate("document.querySelector('[data-w=requests]').textContent")
                        .stringValue())
                .isEqualTo("0");
    }

    @Test
    void bracketsStepThroughWindowsAndEscapeShowsTheWholeRun() throws Exception {
        Chromium.Tab tab = open(Results.failing());
        tab.evaluate("location.hash = '#view:30-60'");
        tab.evaluate("new Promise(done => setTimeout(done))");

        press(tab, "]");
        assertThat(tab.evaluate("location.hash").stringValue()).isEqualTo("#view:60-90");
        press(tab, "[");
        press(tab, "[");
        assertThat(tab.evaluate("location.hash").stringValue()).isEqualTo("#view:0-30");
        press(tab, "Escape");
        assertThat(tab.evaluate("location.hash").stringValue()).isEmpty();
    }

    private static void press(Chromium.Tab tab, String key) throws Exception {
        tab.evaluate(
                "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '" + key + "', bubbles: true }))");
    }

    @Test
    void theScriptSaysNumbersAsJavaDoes() throws Exception {
        var values = new ArrayList<>(
                List.of(0.0, 1.0, 0.5, 0.005, 0.0095, 0.01, 1.005, 0.125, 9.995, 9.996, 99.95, 999.4, 999.5, 1e3));
        values.addAll(List.of(999_499.0, 999_500.0, 1e6, 12_345_678.0, 999_500_000.0, 1e9, 86_400e9, 0.9999, 0.99991));
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            values.add(Math.pow(10, random.nextDouble() * 14 - 4));
        }
        Chromium.Tab tab = open(Results.tiny());

        JsonNode said = tab.evaluate("""
            %s.map(value => [Numbers.number(value), Numbers.nanos(value), Numbers.percent(value), Numbers.bytes(value),
                Numbers.level(value), Numbers.moment(value), Numbers.count(Math.floor(value)),
                Numbers.tidy(Numbers.perSecond(value)), Numbers.signedNanos(value)])
            """.formatted(values));

        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            assertThat(said.get(i).values().stream().map(JsonNode::stringValue))
                    .as("%s", value)
                    .containsExactly(
                            Format.number(value),
                            Format.nanos(value),
                            Format.percent(value),
                            Format.bytes(value),
                            Format.level(value),
                            Format.moment(value),
                            Format.count((long) value),
                            Format.tidy(Format.perSecond(value)),
                            value == 0 ? "0\u00A0ms" : Format.signed(value, Format.nanos(value)));
        }
    }
}
