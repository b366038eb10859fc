package dev.perf.report.output;

import static dev.perf.source.Given.given;

import dev.perf.output.Output;
import dev.perf.report.internal.live.LiveSettings;
import dev.perf.report.internal.output.file.FileOutput;
import dev.perf.report.internal.output.file.FileOutput.Format;
import dev.perf.report.internal.output.influx.InfluxSettings;
import dev.perf.report.internal.output.prometheus.PrometheusSettings;
import dev.perf.report.internal.output.statsd.StatsdSettings;

/**
 * The live outputs: {@code loadTest("shop").output(csvFile("shop.csv"))} sends the numbers of each interval while the run goes
 * on. None of them slows the load: each has a thread and a bounded queue of its own, drops the oldest numbers where it is
 * full, and what was not written is a warning of the result, with its count.
 *
 * <p>What is sent are series: a metric with all tags that its samples carried, and what it came to in the interval. Names
 * and tags hold neither URLs nor users nor messages unless the test puts them there.
 */
public final class Outputs {

    private Outputs() {}

    /**
     * Writes JSON Lines: an object per series and interval, one of the run before them, one per event, and the verdict.
     *
     * @param file replaced if it exists; its folder is made; <code>{run}</code> in it stands for the id of the run
     */
    public static Output jsonFile(String file) {
        return new FileOutput(Format.JSON, given(file, "file"));
    }

    /**
     * Writes a table in CSV, with a line per series and interval.
     *
     * @param file replaced if it exists; its folder is made; <code>{run}</code> in it stands for the id of the run
     */
    public static Output csvFile(String file) {
        return new FileOutput(Format.CSV, given(file, "file"));
    }

    /**
     * Writes points to InfluxDB: name a {@link InfluxDb#database} or a {@link InfluxDb#bucket}.
     *
     * @param url of the server: {@code http://127.0.0.1:8086}
     */
    public static InfluxDb influxDb(String url) {
        return new InfluxDb(InfluxSettings.of(given(url, "url")));
    }

    /**
     * Serves a page with the charts of the report that move while the run goes on, at a free port of this machine unless one
     * is set. As {@code --live} does.
     */
    public static LivePage livePage() {
        return new LivePage(LiveSettings.DEFAULTS);
    }

    /** Lets Prometheus fetch the numbers, at a free port of this machine unless one is set. */
    public static Prometheus prometheus() {
        return new Prometheus(PrometheusSettings.DEFAULTS);
    }

    /** Sends counters and levels to StatsD, at port 8125 of this machine unless another server is set. */
    public static StatsD statsD() {
        return new StatsD(StatsdSettings.DEFAULTS);
    }
}
