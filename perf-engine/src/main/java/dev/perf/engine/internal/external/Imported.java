package dev.perf.engine.internal.external;

import dev.perf.engine.external.ExternalTool;
import dev.perf.engine.internal.measure.Totals;
import dev.perf.engine.internal.run.Judgement;
import dev.perf.engine.internal.run.RunId;
import dev.perf.engine.internal.version.ThisProcess;
import dev.perf.result.Distribution;
import dev.perf.result.Environment;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestDetail;
import dev.perf.result.RequestPhases;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.text.Figures;
import dev.perf.threshold.Threshold;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Makes the result of a run out of the files of another tool. */
public final class Imported {

    private final ExternalTool tool;
    private final String test;
    private final List<Threshold> thresholds;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final @Nullable Path baseline;
    private final @Nullable Ending ending;
    private boolean knowsStatuses = true;

    private Imported(ImportPlan from, @Nullable Ending ending) {
        this.tool = from.tool();
        this.test = from.test();
        this.thresholds = BaselineThresholds.of(from.thresholds(), test, from.baseline());
        this.baseline = from.baseline();
        this.ending = ending;
        this.tags.put("tool", tool.title());
        this.tags.put("load_model", tool == ExternalTool.K6 ? "unknown" : "closed");
        if (ending != null) {
            this.tags.put("tool_exit_code", String.valueOf(ending.exitCode()));
        }
        this.tags.putAll(from.tags());
    }

    /**
     * Reads the files of a tool.
     *
     * @throws IOException if a file cannot be read
     * @throws MalformedFileException if a file is not what the tool writes
     * @throws IllegalArgumentException if a threshold cannot be judged by what the tool writes
     */
    public static RunResult read(ImportPlan results) throws IOException {
        return new Imported(results, null).read(results.files());
    }

    /** Reads the files of a tool that Perf had started. */
    static RunResult read(ImportPlan results, Ending ending) throws IOException {
        return new Imported(results, ending).read(results.files());
    }

    /** Returns the result of a tool that was stopped before it left any. */
    static RunResult nothing(ImportPlan results, Instant startedAt, Ending ending) {
        return new Imported(results.withoutThresholds(), ending)
                .result(startedAt, new Remeasurement(List.of()).totals());
    }

    private RunResult read(List<Path> files) throws IOException {
        try {
            return switch (tool) {
                case AB -> ofAb(files);
                case JMETER -> ofSamples(only(files), isXml(only(files)) ? new JmeterXml() : new JmeterCsv());
                case K6 -> ofK6(only(files));
                case LOCUST -> ofReport(LocustTables.read(files, warnings));
            };
        } catch (EOFException | ZipException cut) {
            throw new MalformedFileException(
                    files.getFirst(),
                    "it is compressed, and cut off or damaged; let " + tool.title() + " end by itself");
        }
    }

    private static Path only(List<Path> files) {
        if (files.size() > 1) {
            throw new MalformedFileException(
                    files.get(1), "name one file; results of several runs are several results");
        }
        return files.getFirst();
    }

    private static boolean isXml(Path file) throws IOException {
        return Input.firstLine(file).stripLeading().startsWith("<");
    }

    private RunResult ofK6(Path file) throws IOException {
        String first = Input.firstLine(file).stripLeading();
        if (!first.startsWith("{")) {
            return ofSamples(file, new K6Csv());
        }
        return first.contains("\"type\"") && first.contains("\"data\"")
                ? ofSamples(file, new K6Json())
                : ofReport(K6Summary.read(file));
    }

    private RunResult ofAb(List<Path> files) throws IOException {
        Path printed = null;
        Path table = null;
        Path percentiles = null;
        for (Path file : files) {
            String first = Input.firstLine(file);
            if (first.startsWith("starttime")) {
                table = single(table, file);
            } else if (AbReport.isPercentiles(first)) {
                percentiles = single(percentiles, file);
            } else {
                printed = single(printed, file);
            }
        }
        AbOutput output = printed == null ? AbOutput.NONE : AbOutput.read(printed);
        if (!output.version().isEmpty()) {
            tags.putIfAbsent("tool_version", output.version());
        }
        knowsStatuses = false;
        if (table != null) {
            return ofAb(table, output);
        }
        if (printed == null) {
            throw new MalformedFileException(
                    files.getFirst(),
                    "percentiles alone are no result; name the file with what ApacheBench printed, too");
        }
        return ofReport(AbReport.read(printed, output, percentiles));
    }

    private static Path single(@Nullable Path before, Path file) {
        return before == null ? file : only(List.of(before, file));
    }

    private RunResult ofAb(Path table, AbOutput output) throws IOException {
        if (output == AbOutput.NONE) {
            warnings.add(
                    "Failures and the exact length of the run are not in the table of ApacheBench; name the file with"
                            + " what it printed, too.");
        } else if (output.failed() > 0) {
            warnings.add("ApacheBench does not say which requests failed, so its " + output.failed()
                    + " failures are spread over the run.");
        }
        warnings.add("ApacheBench writes whole milliseconds, and beginnings in whole seconds: the requests of a second"
                + " are spread over it.");
        return ofSamples(table, new AbTable(output));
    }

    private RunResult ofSamples(Path file, ResultReader reader) throws IOException {
        var measured = new Remeasurement(thresholds);
        ResultReader.Contents contents;
        Totals totals;
        try {
            contents = reader.read(file, measured::add);
            totals = measured.totals();
        } catch (IllegalStateException impossible) {
            throw new MalformedFileException(file, String.valueOf(impossible.getMessage()));
        }
        Set<String> known = contents.metrics();
        thresholds.forEach(threshold -> Known.require(known, threshold, tool.title()));
        tags.put("percentiles", "exact");
        warnings.addAll(contents.warnings());
        if (measured.late() > 0) {
            warnings.add(
                    Figures.count(measured.late()) + " entries of the file came much later than they happened, and are"
                            + " counted in a later interval.");
        }
        warnings.addAll(totals.warnings());
        return result(
                measured.startedAt(),
                new Totals(
                        totals.duration(),
                        totals.ledger(),
                        totals.thresholds(),
                        totals.requests().stream()
                                .map(request -> knownOf(request, known))
                                .toList(),
                        totals.metrics().stream()
                                .filter(metric -> known.contains(metric.name()))
                                .toList(),
                        totals.errors(),
                        List.of(),
                        totals.intervals(),
                        totals.generator(),
                        List.of(),
                        List.of()));
    }

    private RequestResult knownOf(RequestResult request, Set<String> known) {
        RequestDetail detail = request.detail();
        RequestPhases phases = detail.phases();
        return new RequestResult(
                request.name(),
                request.count(),
                request.failed(),
                request.responseTime(),
                request.serviceTime(),
                knowsStatuses ? request.statuses() : Map.of(),
                request.bytesSent(),
                request.bytesReceived(),
                request.parts(),
                new RequestDetail(
                        detail.course(),
                        new RequestPhases(
                                phase(phases.blocked(), "http_req_blocked", known),
                                Distribution.EMPTY,
                                phase(phases.connecting(), "http_req_connecting", known),
                                phase(phases.tlsHandshaking(), "http_req_tls_handshaking", known),
                                phase(phases.sending(), "http_req_sending", known),
                                phase(phases.waiting(), "http_req_waiting", known),
                                phase(phases.receiving(), "http_req_receiving", known)),
                        detail.slowest()));
    }

    private static Distribution phase(Distribution times, String metric, Set<String> known) {
        return known.contains(metric) ? times : Distribution.EMPTY;
    }

    private RunResult ofReport(Reported reported) {
        var judge = new ReportedJudge(reported, tool.title());
        long ended = reported.count("iterations");
        long dropped = reported.count("dropped_iterations");
        List<MetricResult> metrics = reported.metrics();
        tags.put("percentiles", "as reported");
        warnings.add("Percentiles are as " + tool.title() + " reported them: rounded, and not to be merged with others."
                + " Between two of them the higher one is shown, which the true one does not exceed.");
        return result(
                reported.startedAt(),
                new Totals(
                        reported.duration(),
                        new Ledger(ended + dropped, ended, dropped, ended, 0, 0),
                        thresholds.stream().map(judge::judge).toList(),
                        reported.requests().stream()
                                .map(Reported.Requests::result)
                                .toList(),
                        metrics,
                        reported.errors(),
                        List.of(),
                        reported.stretches(),
                        unwatched(),
                        List.of(),
                        List.of()));
    }

    private RunResult result(Instant startedAt, Totals totals) {
        warnings.add(tool.title() + " measures from the moment a request was sent"
                + (tool == ExternalTool.K6 ? "" : ", with a set number of users")
                + ": response times hide what was due meanwhile. Do not compare them with those of an open load.");
        if (totals.thresholds().isEmpty()) {
            warnings.add("The test has no thresholds, so it passes unless no request succeeds.");
        }
        Judgement measured = totals.requests().isEmpty()
                ? new Judgement(Verdict.FAILED, "no request was recorded")
                : Judgement.of(totals);
        Ending end = ending;
        Judgement judgement = end == null ? measured : end.judge(tool, measured);
        if (end != null && end.exitCode() != 0) {
            warnings.add(end.describe(tool) + ".");
        }
        return RunResult.builder(test, end == null ? RunId.next(startedAt) : end.runId(), startedAt)
                .verdict(judgement.verdict(), judgement.reason())
                .duration(totals.duration())
                .tags(tags)
                .ledger(totals.ledger())
                .thresholds(totals.thresholds())
                .requests(totals.requests())
                .metrics(totals.metrics())
                .errors(totals.errors())
                .intervals(totals.intervals())
                .generator(unwatched())
                // Who reads files of other days or machines knows nothing of theirs.
                .environment(end == null ? Environment.UNKNOWN : ThisProcess.environment())
                .warnings(warnings)
                .baseline(baseline)
                .build();
    }

    private GeneratorHealth unwatched() {
        return new GeneratorHealth(
                GeneratorHealth.State.NOT_MEASURED,
                "The generator was " + tool.title() + ", which Perf did not watch.",
                List.of());
    }
}
