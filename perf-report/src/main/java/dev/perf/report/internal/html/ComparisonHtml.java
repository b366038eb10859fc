package dev.perf.report.internal.html;

import dev.perf.report.compare.RunComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the page of a comparison as {@link HtmlWriter} does that of a run. */
public final class ComparisonHtml {

    private ComparisonHtml() {}

    /** Writes the page, and {@code report.css} beside it. */
    public static void write(RunComparison comparison, Path file) throws IOException {
        Files.writeString(file.resolveSibling("report.css"), Asset.STYLE.content());
        Files.writeString(file, ComparisonPage.of(comparison));
    }
}
