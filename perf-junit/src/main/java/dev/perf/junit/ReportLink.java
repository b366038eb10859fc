package dev.perf.junit;

import dev.perf.result.RunResult;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the page of a report is, in the form that consoles turn into a link. */
final class ReportLink {

    private ReportLink() {}

    /** Returns the address of the page, or null for a run without a report. */
    static @Nullable URI of(RunResult result) {
        Path folder = result.report();
        return folder == null ? null : folder.resolve("index.html").toUri();
    }
}
