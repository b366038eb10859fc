package dev.perf.junit;

import dev.perf.result.Distribution;
import dev.perf.result.ReportLink;
import dev.perf.result.RunResult;
import dev.perf.text.Figures;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;

/** Hands results to JUnit, for those who listen to it. */
final class Publication {

    private Publication() {}

    /**
     * Publishes the result of a run as report entries and files.
     *
     * @param number of the run within its test, from 1; files of later runs carry it in their names
     */
    static void publish(ExtensionContext context, RunResult result, int number) {
        context.publishReportEntry(entries(result));
        Path folder = result.report();
        if (folder == null) {
            return;
        }
        String suffix = number == 1 ? "" : "-" + number;
        try {
            publish(context, folder.resolve("index.html"), "index" + suffix + ".html", "text/html");
            publish(context, folder.resolve("summary.json"), "summary" + suffix + ".json", "application/json");
        } catch (JUnitException unpublished) {
            // The report itself is written; a copy that failed must not turn a verdict around.
            context.publishReportEntry("perf.warning", "report not published: " + unpublished.getMessage());
        } catch (LinkageError olderJupiter) {
            // Files can be published since Jupiter 5.12, with this type of media since 5.14.
            context.publishReportEntry("perf.warning", "report not published: this needs JUnit 5.14 or later");
        }
    }

    /** Prints where the report is, in the form that consoles turn into a link. */
    static void print(RunResult result) {
        lines(result, System.getenv()).forEach(System.out::println);
    }

    /** Returns what is to be read of a report where the test prints, in a job of Jenkins its attachment too. */
    static List<String> lines(RunResult result, Map<String, String> environment) {
        Path folder = result.report();
        return folder == null
                ? List.of()
                : Stream.of(
                                result.test() + " " + result.verdict() + ", report: " + ReportLink.to(folder),
                                ReportLink.attachment(folder, environment))
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    /** A file that could not be written is a warning in the result already. */
    private static void publish(ExtensionContext context, Path file, String name, String type) {
        if (Files.exists(file)) {
            Attachment.publish(context, file, name, type);
        }
    }

    private static Map<String, String> entries(RunResult result) {
        var entries = new LinkedHashMap<String, String>();
        entries.put("perf.verdict", result.verdict().name());
        URI report = ReportLink.to(result.report());
        if (report != null) {
            entries.put("perf.report", report.toString());
        }
        Distribution times = result.responseTime();
        if (!times.isEmpty()) {
            entries.put("perf.p99", Figures.time(times.p99()));
        }
        return entries;
    }

    /** In a class of its own, which an older Jupiter fails to link without harm to the rest. */
    private static final class Attachment {

        static void publish(ExtensionContext context, Path file, String name, String mediaType) {
            if (Files.exists(file)) {
                context.publishFile(
                        name,
                        MediaType.parse(mediaType),
                        copy -> Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING));
            }
        }
    }
}
