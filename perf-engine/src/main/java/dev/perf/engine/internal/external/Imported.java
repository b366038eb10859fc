package dev.perf.engine.internal.external;

import dev.perf.engine.external.ExternalTool;
import dev.perf.engine.internal.measure.Totals;
import dev.perf.engine.internal.run.RunId;
import dev.perf.engine.internal.version.ThisProcess;
import dev.perf.result.ErrorResult;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Interval;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.text.Figures;
import dev.perf.threshold.Scope;
import dev.perf.threshold.Threshold;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the result of a run out of the files of another tool. */
public final class Imported {

    private final ExternalTool tool;
    private final String test;
    private final List<Threshold> thresholds;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean knowsStatuses = true;

    private Imported(ExternalTool tool, String test, List<Threshold> thresholds, Map<String, String> tags) {
        this.tool = tool;
        this.test = test;
        this.thresholds = thresholds;
        this.tags.put("tool", tool.title());
        this.tags.put("load_model", "closed");
        this.tags.putAll(tags);
    }

    /**
     * Reads the files of a tool.
     *
     * @throws IOException if a file cannot be read
     * @throws MalformedFileException if a file is not what the tool writes
     * @throws IllegalArgumentException if a threshold cannot be judged by what the tool writes
     */
    public static RunResult read(
            ExternalTool tool, List<Path> files, String test, List<Threshold> thresholds, Map<String, String> tags)
            throws IOException {
        var imported = new Imported(tool, test, thresholds, tags);
        return switch (tool) {
            case AB -> imported.ofAb(files);
            case JMETER -> imported.ofSamples(only(files), isXml(only(files)) ? new JmeterXml() : new JmeterCsv());
            case K6 -> imported.ofK6(only(files));
            case LOCUST -> imported.ofReport(LocustTables.read(files));
        };
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
        AbOutput output = AbOutput.NONE;
        Path table = null;
        for (Path file : files) {
            if (Input.firstLine(file).startsWith("starttime")) {
                table = file;
            } else {
                output = AbOutput.read(file);
            }
        }
        if (table == null) {
            throw new MalformedFileException(
                    files.getFirst(),
                    "the table is missing; let ApacheBench write it with -g FILE, and name that file");
        }
        if (!output.version().isEmpty()) {
            tags.putIfAbsent("tool_version", output.version());
        }
        if (output == AbOutput.NONE) {
            warnings.add("Failures are not in the table of ApacheBench; name the file with what it printed, too.");
        } else if (output.failed() > 0) {
            warnings.add("ApacheBench does not say which requests failed, so its " + output.failed()
                    + " failures are spread over the run.");
        }
        knowsStatuses = false;
        warnings.add("ApacheBench writes whole milliseconds, and beginnings in whole seconds.");
        return ofSamples(table, new AbTable(output));
    }

    private RunResult ofSamples(Path file, ResultReader reader) throws IOException {
        var replay = new Replay(thresholds);
        tags.put("percentiles", "exact");
        Set<String> leftOut = reader.read(file, replay::add);
        Totals totals = totals(file, replay);
        if (!leftOut.isEmpty()) {
            warnings.add("Left out, for their kind is not known: " + String.join(", ", leftOut) + ".");
        }
        if (replay.late() > 0) {
            warnings.add(
                    Figures.count(replay.late()) + " entries of the file came much later than they happened, and are"
                            + " counted in a later interval.");
        }
        return result(totals, replay.startedAt(), totals.intervals(), totals.errors());
    }

    private static Totals totals(Path file, Replay replay) {
        try {
            return replay.totals();
        } catch (IllegalStateException gap) {
            throw new MalformedFileException(file, String.valueOf(gap.getMessage()));
        }
    }

    private RunResult ofReport(Reported reported) {
        for (Threshold threshold : thresholds) {
            if (threshold.window() != null || !(threshold.scope() instanceof Scope.WholeRun)) {
                throw new IllegalArgumentException("threshold \"" + threshold.expression()
                        + "\" cannot be judged: the files of " + tool.title()
                        + " have figures of the whole run, and no single requests");
            }
        }
        knowsStatuses = false;
        var replay = new Replay(thresholds);
        long start = reported.startedAt().getEpochSecond() * 1_000_000_000L
                + reported.startedAt().getNano();
        replay.begin(start);
        reported.entries(replay::add);
        Totals totals = replay.totals();
        tags.put("percentiles", "as reported");
        warnings.add(
                "Percentiles are as " + tool.title() + " reported them: rounded, of the percentiles it reports only,"
                        + " and not to be merged with others.");
        return result(
                totals,
                reported.startedAt(),
                reported.intervals().isEmpty() ? totals.intervals() : reported.intervals(),
                reported.errors().isEmpty() ? totals.errors() : reported.errors());
    }

    private RunResult result(Totals totals, Instant startedAt, List<Interval> intervals, List<ErrorResult> errors) {
        warnings.add(tool.title() + " measures from the moment a request was sent, with a set number of users: response"
                + " times hide what was due meanwhile. Do not compare them with those of an open load.");
        warnings.addAll(totals.warnings());
        Judgement judgement = Judgement.of(totals);
        return new RunResult(
                test,
                RunId.next(startedAt),
                startedAt,
                totals.duration(),
                judgement.verdict(),
                judgement.reason(),
                tags,
                0,
                List.of(),
                totals.ledger(),
                totals.thresholds(),
                totals.requests().stream().map(this::withKnownStatuses).toList(),
                totals.metrics(),
                errors,
                List.of(),
                intervals,
                List.of(),
                new GeneratorHealth(
                        GeneratorHealth.State.NOT_MEASURED,
                        "The generator was " + tool.title() + ", which Perf did not watch.",
                        List.of()),
                ThisProcess.environment(),
                warnings,
                null);
    }

    private RequestResult withKnownStatuses(RequestResult request) {
        return knowsStatuses
                ? request
                : new RequestResult(
                        request.name(),
                        request.count(),
                        request.failed(),
                        request.responseTime(),
                        request.serviceTime(),
                        Map.of(),
                        request.bytesSent(),
                        request.bytesReceived());
    }
}
