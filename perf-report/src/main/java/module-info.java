/** Turns what a run measured into files for people and for machines. */
module dev.perf.report {
    requires transitive dev.perf.api;
    requires tools.jackson.databind;

    exports dev.perf.report;
    exports dev.perf.report.compare;

    provides dev.perf.spi.BenchmarkWriter with
            dev.perf.report.internal.json.BenchmarkJsonWriter;
    provides dev.perf.spi.CapacityWriter with
            dev.perf.report.internal.html.CapacityHtmlWriter,
            dev.perf.report.internal.json.CapacityJsonWriter;
    provides dev.perf.spi.ResultWriter with
            dev.perf.report.internal.html.HtmlWriter,
            dev.perf.report.internal.json.SummaryWriter;
}
