package dev.perf.engine.internal.command;

import dev.perf.result.GeneratorHealth;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Tells GitHub Actions, and what imitates it, what came of a run: where {@code GITHUB_ACTIONS} is {@code true}, by annotations on
 * the console; where {@code GITHUB_STEP_SUMMARY} names a file, by {@code summary.md} at its end. Elsewhere it says
 * nothing.
 *
 * @param environment the variables of the process
 * @param console where annotations go
 * @param writers of reports, among which may be that of {@code summary.md}
 */
record GitHubActions(Map<String, String> environment, PrintStream console, Iterable<ResultWriter> writers) {

    /** Of each level, GitHub shows ten per step and drops the others silently. */
    private static final int MOST = 10;

    /** GitHub shows no summary at all where that of a step is larger. */
    private static final long LARGEST_SUMMARY = 1_048_576;

    private static final String SUMMARY = "summary.md";

    /** Returns the server that may have started this process. */
    static GitHubActions around(PrintStream console) {
        return new GitHubActions(System.getenv(), console, ServiceLoader.load(ResultWriter.class));
    }

    /** Tells what came of a run. */
    void tell(RunResult result) {
        if (isThere()) {
            print(errors(result));
            print(warnings(result));
        }
        String file = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (!file.isBlank()) {
            summarise(result, Path.of(file));
        }
    }

    /** Tells the verdict of something else than a run. */
    void tell(String name, Verdict verdict, String reason) {
        if (isThere() && verdict != Verdict.PASSED) {
            print(List.of(Annotation.error(name + " " + verdict, reason)));
        }
    }

    private boolean isThere() {
        return "true".equals(environment.get("GITHUB_ACTIONS"));
    }

    private static List<Annotation> errors(RunResult result) {
        var errors = new ArrayList<Annotation>();
        boolean blamesThresholds = result.verdict() == Verdict.FAILED
                && !result.thresholds().stream().allMatch(ThresholdResult::passed);
        if (!result.passed() && !blamesThresholds) {
            errors.add(Annotation.error(result.test() + " " + result.verdict(), result.reason()));
        }
        for (ThresholdResult threshold : result.thresholds()) {
            if (!threshold.passed()) {
                errors.add(Annotation.error(
                        result.test() + ": threshold", threshold.expression() + ": " + threshold.message()));
            }
        }
        return errors;
    }

    private static List<Annotation> warnings(RunResult result) {
        var warnings = new ArrayList<Annotation>();
        if (result.generator().state() == GeneratorHealth.State.WARNING) {
            warnings.add(Annotation.warning(
                    result.test() + ": generator", result.generator().summary()));
        }
        result.warnings().forEach(warning -> warnings.add(Annotation.warning(result.test(), warning)));
        return warnings;
    }

    private void print(List<Annotation> annotations) {
        int shown = annotations.size() > MOST ? MOST - 1 : annotations.size();
        annotations.subList(0, shown).forEach(console::println);
        if (shown < annotations.size()) {
            Annotation next = annotations.get(shown);
            console.println(new Annotation(
                    next.level(), next.title(), "and " + (annotations.size() - shown) + " more, see the report"));
        }
        console.flush();
    }

    private void summarise(RunResult result, Path summary) {
        for (ResultWriter writer : writers) {
            if (writer.fileName().equals(SUMMARY)) {
                try {
                    append(page(writer, result), summary);
                } catch (IOException unwritable) {
                    console.println("The step summary cannot be written: " + FileTrouble.of(unwritable));
                }
            }
        }
    }

    private static byte[] page(ResultWriter writer, RunResult result) throws IOException {
        Path page = Files.createTempFile("perf-", ".md");
        try {
            writer.write(result, page);
            return (Files.readString(page) + "\n").getBytes(StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(page);
        }
    }

    private void append(byte[] page, Path summary) throws IOException {
        if (Files.exists(summary) && Files.size(summary) + page.length > LARGEST_SUMMARY) {
            console.println("The step summary is full: " + SUMMARY + " is in the folder of the report alone.");
            return;
        }
        Files.write(summary, page, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
