package dev.perf.engine;

import static dev.perf.source.Given.given;

import dev.perf.engine.external.ExternalTool;
import dev.perf.engine.internal.command.Command;
import dev.perf.engine.internal.external.ImportPlan;
import dev.perf.engine.internal.external.Imported;
import dev.perf.engine.internal.external.MalformedFileException;
import dev.perf.result.RunResult;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.Threshold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What another load-testing tool wrote, as a result of Perf: so that thresholds, reports and comparisons work on it. Immutable;
 * each method returns a new value.
 *
 * <pre>{@code
 * RunResult result = ExternalResults.of(ExternalTool.JMETER, Path.of("results.jtl"))
 *         .threshold("http_req_duration{name:login}: p(95) < 500ms")
 *         .read();
 * }</pre>
 *
 * <p>Where the files have single requests, these are measured once more, in intervals of a second: percentiles are
 * exact, and thresholds mean what they mean elsewhere. Where they have figures of a whole run only (Locust, the summary
 * of k6, what ApacheBench prints), percentiles are as reported, and what was not reported cannot be judged. Which of both it is stands in the tag {@code percentiles}, the tool in {@code tool}.
 * These tools begin to measure when a request is sent, so response time and service time differ by connecting alone.
 *
 * @param tool who wrote the files
 * @param files the files of one run
 * @param test name of the test; that of the first file unless set
 * @param thresholds what has to hold
 * @param tags put on the result
 * @param baseline the {@code summary.json} of an earlier run, or the folder of its report; null for none
 */
public record ExternalResults(
        ExternalTool tool,
        List<Path> files,
        String test,
        List<Threshold> thresholds,
        Map<String, String> tags,
        @Nullable Path baseline) {

    /** Copies the collections. */
    public ExternalResults {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a file is needed; name what " + tool.title() + " wrote");
        }
        files = List.copyOf(files);
        thresholds = List.copyOf(thresholds);
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /**
     * Returns the results in files of one run.
     *
     * @param tool who wrote them
     * @param files at least one
     */
    public static ExternalResults of(ExternalTool tool, Path... files) {
        return new ExternalResults(
                tool,
                List.of(files),
                files.length == 0 ? "" : String.valueOf(files[0].getFileName()),
                List.of(),
                Map.of(),
                null);
    }

    /** Returns these results under another name. */
    public ExternalResults named(String name) {
        return new ExternalResults(tool, files, name, thresholds, tags, baseline);
    }

    /**
     * Returns these results with one more threshold.
     *
     * @throws InvalidThresholdException if it is malformed
     */
    public ExternalResults threshold(String expression) {
        return threshold(Threshold.parse(expression));
    }

    /** Returns these results with one more threshold. */
    public ExternalResults threshold(Threshold threshold) {
        var more = new ArrayList<>(thresholds);
        more.add(threshold);
        return new ExternalResults(tool, files, test, more, tags, baseline);
    }

    /** Returns these results with one more tag. */
    public ExternalResults tag(String key, String value) {
        var more = new LinkedHashMap<>(tags);
        more.put(key, value);
        return new ExternalResults(tool, files, test, thresholds, more, baseline);
    }

    /**
     * Returns these results, whose thresholds may have limits that follow from an earlier run of the same name, such as
     * {@code http_req_duration: p(95) < baseline + 10%}.
     *
     * @param earlier its {@code summary.json}, or the folder of its report
     */
    public ExternalResults baseline(Path earlier) {
        return new ExternalResults(tool, files, test, thresholds, tags, given(earlier, "earlier"));
    }

    /**
     * Reads the files. Takes constant memory where the files have single requests, except for ApacheBench, which does not
     * write them in order of time.
     *
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if a file is not what the tool writes, or a threshold cannot be judged by it; the
     *     message says where, and why
     */
    public RunResult read() throws IOException {
        try {
            return Imported.read(plan());
        } catch (MalformedFileException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        }
    }

    ImportPlan plan() {
        return new ImportPlan(tool, files, test, thresholds, tags, baseline);
    }

    /**
     * Reads the files as a command does: prints the summary, writes the report.
     *
     * @param arguments flags {@code --report}, {@code --no-report}, {@code --json}, {@code --quiet}
     * @return the exit code that the process should end with
     */
    public int main(List<String> arguments) {
        return Command.run("Judges and reports what " + tool.title() + " wrote.", new ReadResults(this), arguments);
    }
}
