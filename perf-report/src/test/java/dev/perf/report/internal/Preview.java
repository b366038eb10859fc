package dev.perf.report.internal;

import dev.perf.report.Reports;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/** Writes the report of each made-up run into a folder, to look at: for people who change the page. */
public final class Preview {

    private Preview() {}

    /** Writes below {@code args[0]}, or below target/preview. */
    public static void main(String... args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/preview");
        var results = new LinkedHashMap<String, RunResult>();
        results.put("passing", Results.passing());
        results.put("failing", Results.failing());
        results.put("without-requests", Results.withoutRequests());
        results.put("setup-failed", Results.setupFailed());
        results.put("one-interval", Results.oneInterval());
        results.put("large", Results.large());
        results.put("hostile", Results.hostile());
        results.put("aborted", Results.aborted());
        results.put("invalid", Results.invalid());
        results.put("staged", Results.staged());
        results.put("tiny", Results.tiny());
        results.put("detailed", Results.detailed());
        results.put("hostile-detailed", Results.hostileInDetail());
        results.put("three-agents", AgentRuns.threeAgents());
        results.put("forty-agents", AgentRuns.fortyAgents());
        results.put("hostile-agents", AgentRuns.hostileAgents());
        for (var result : results.entrySet()) {
            Reports.write(result.getValue(), folder.resolve(result.getKey()));
        }
        Reports.write(
                Results.failing().toBuilder()
                        .baseline(folder.resolve("passing"))
                        .build(),
                folder.resolve("with-baseline"));
    }
}
