/** Turns what a run measured into files for people and for machines. */
module dev.perf.report {
    requires transitive dev.perf.api;
    requires de.siegmar.fastcsv;
    requires HdrHistogram;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires java.net.http;
    requires java.xml;
    requires jdk.httpserver;
    requires tools.jackson.databind;

    exports dev.perf.report;
    exports dev.perf.report.compare;
    exports dev.perf.report.history;
    exports dev.perf.report.output;

    provides dev.perf.output.OutputProvider with
            dev.perf.report.internal.live.LiveProvider,
            dev.perf.report.internal.output.file.CsvProvider,
            dev.perf.report.internal.output.file.JsonProvider,
            dev.perf.report.internal.output.influx.InfluxProvider,
            dev.perf.report.internal.output.prometheus.PrometheusProvider,
            dev.perf.report.internal.output.statsd.DogStatsdProvider,
            dev.perf.report.internal.output.statsd.StatsdProvider;
    provides dev.perf.spi.BenchmarkWriter with
            dev.perf.report.internal.json.BenchmarkJsonWriter;
    provides dev.perf.spi.CapacityWriter with
            dev.perf.report.internal.html.CapacityHtmlWriter,
            dev.perf.report.internal.json.CapacityJsonWriter;
    provides dev.perf.spi.HistoryWriter with
            dev.perf.report.internal.html.TrendHtml;
    provides dev.perf.spi.ResultWriter with
            dev.perf.report.internal.json.SummaryWriter,
            dev.perf.report.internal.hlog.HistogramLog,
            dev.perf.report.internal.csv.StatsTable,
            dev.perf.report.internal.csv.HistoryTable,
            dev.perf.report.internal.csv.FailureTable,
            dev.perf.report.internal.csv.AgentTable,
            dev.perf.report.internal.xml.ThresholdTests,
            dev.perf.report.internal.markdown.StepSummary,
            dev.perf.report.internal.html.HtmlWriter;
}
