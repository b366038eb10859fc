/** Turns what a run measured into files for people and for machines. */
module dev.perf.report {
    requires transitive dev.perf.api;
    requires de.siegmar.fastcsv;
    requires HdrHistogram;
    requires java.xml;
    requires tools.jackson.databind;

    exports dev.perf.report;
    exports dev.perf.report.output;
    exports dev.perf.report.compare;

    provides dev.perf.output.OutputProvider with
            dev.perf.report.internal.output.file.CsvProvider,
            dev.perf.report.internal.output.file.JsonProvider;
    provides dev.perf.spi.BenchmarkWriter with
            dev.perf.report.internal.json.BenchmarkJsonWriter;
    provides dev.perf.spi.CapacityWriter with
            dev.perf.report.internal.html.CapacityHtmlWriter,
            dev.perf.report.internal.json.CapacityJsonWriter;
    provides dev.perf.spi.ResultWriter with
            dev.perf.report.internal.html.HtmlWriter,
            dev.perf.report.internal.json.SummaryWriter,
            dev.perf.report.internal.hlog.HistogramLog,
            dev.perf.report.internal.csv.StatsTable,
            dev.perf.report.internal.csv.HistoryTable,
            dev.perf.report.internal.csv.FailureTable,
            dev.perf.report.internal.xml.ThresholdTests,
            dev.perf.report.internal.markdown.StepSummary;
}
