package dev.perf.docs;

import dev.perf.engine.ExternalResults;
import dev.perf.engine.ExternalRun;
import dev.perf.engine.external.ExternalTool;
import dev.perf.report.Reports;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

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

    static RunResult run() throws InterruptedException {
        // tag::run[]
        RunResult result = ExternalRun.of(ExternalTool.K6, "run", "shop.js")
                .judged(results -> results.named("shop").threshold("http_req_duration: p(95) < 500ms"))
                .reportsTo(Path.of("target/perf"))
                .atMost(Duration.ofMinutes(10))
                .run();
        // end::run[]
        return result;
    }
}
