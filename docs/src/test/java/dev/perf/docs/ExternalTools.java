package dev.perf.docs;

import dev.perf.engine.ExternalResults;
import dev.perf.engine.external.ExternalTool;
import dev.perf.report.Reports;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;

/** The snippets of external-tools.md. */
final class ExternalTools {

    private ExternalTools() {}

    static RunResult read() throws IOException {
        // tag::import[]
        RunResult result = ExternalResults.of(ExternalTool.JMETER, Path.of("results.jtl"))
                .named("shop")
                .threshold("http_req_duration{name:login}: p(95) < 500ms")
                .threshold("http_req_failed: rate < 1%")
                .read();
        Reports.write(result, Path.of("target/perf/shop"));
        // end::import[]
        return result;
    }
}
