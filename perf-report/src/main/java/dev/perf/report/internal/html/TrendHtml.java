package dev.perf.report.internal.html;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.perf.report.history.RunHistory;
import dev.perf.result.RunResult;
import dev.perf.spi.HistoryWriter;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Adds runs to histories, and writes the page of a history as {@link HtmlWriter} does that of a run. */
public final class TrendHtml implements HistoryWriter {

    private static final String PAGE = "trend.html";

    /** For {@link java.util.ServiceLoader}. */
    public TrendHtml() {}

    @Override
    public List<String> add(RunResult result, Path folder) throws IOException {
        return RunHistory.add(result, folder, System.getenv(), history -> write(history, folder))
                .problems();
    }

    /** Writes {@code trend.html}, and {@code report.css} beside it; who reads one meanwhile finds the one before. */
    public static void write(RunHistory history, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.css"), Asset.STYLE.content());
        Path page = folder.resolve(PAGE);
        Path draft = folder.resolve(".trend-" + UUID.randomUUID() + ".html");
        try {
            Files.writeString(draft, TrendPage.of(history, page));
            move(draft, page);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path page) throws IOException {
        try {
            Files.move(draft, page, ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(draft, page, REPLACE_EXISTING);
        }
    }
}
