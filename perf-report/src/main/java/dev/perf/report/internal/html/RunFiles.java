package dev.perf.report.internal.html;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The other files of a run, which the page links to where they are there. */
final class RunFiles {

    private static final List<String> NAMES = List.of(
            "summary.json",
            "stats.csv",
            "stats_history.csv",
            "failures.csv",
            "agents.csv",
            "histograms.hlog",
            "thresholds.xml",
            "summary.md");

    private RunFiles() {}

    /** Returns the names of those that lie beside a page. */
    static List<String> beside(Path page) {
        return NAMES.stream()
                .filter(name -> Files.exists(page.resolveSibling(name)))
                .toList();
    }
}
